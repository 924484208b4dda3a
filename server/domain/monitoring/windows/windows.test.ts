import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { JobSender } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence, recordPredictions } from '#testing/recorded.ts'
import type { Deployed } from '#testing/recorded.ts'
import { claimWindows, finishWindow } from './claim-windows.ts'
import { markDueWindows, scheduleWindows } from './schedule-windows.ts'

const SECOND = 1000
const DAY = 86_400_000
const YESTERDAY = new Date(Math.floor(Date.now() / DAY) * DAY - DAY + 3_600_000)

let database: TestDatabase
let engineer: Actor
let approvers: Actor[]

beforeAll(async () => {
  database = await openTestDatabase()
  engineer = await makePerson(database.runtime, 'ml-engineer', 'lending')
  approvers = [await makePerson(database.runtime, 'reviewer', 'risk'), await makePerson(database.runtime, 'compliance-officer', 'risk')]
})
afterAll(() => database.close())

const live = async (): Promise<Deployed> => deployed(database.runtime, engineer, approvers, await readyWithEvidence(database.runtime, engineer))
const predict = (of: Deployed, receivedAt: Date, eventTime = YESTERDAY) => recordPredictions(database.runtime, of, engineer, [receivedAt], { eventTime })
const look = (of: Deployed, now: Date, atOnce = false) =>
  database.runtime.db.transaction((tx) => markDueWindows(tx, { deploymentId: of.deploymentId, modelId: of.modelId, size: 'day' }, { now, atOnce }))
const windowsOf = (of: Deployed) => database.runtime.db.select().from(monitoringWindow).where(eq(monitoringWindow.deploymentId, of.deploymentId))
/** Ends the attempt with what it saw. */
const finish = (claim: { id: string; attempt: number } | undefined, seen: { rows: number; labels: number }, now = new Date()) =>
  database.runtime.db.transaction((tx) =>
    finishWindow(tx, claim ?? { id: '', attempt: 0 }, { seen, referenceSnapshotId: null, summary: null, problem: null, now }),
  )

describe('a window', () => {
  it('is due again for rows that came while it was measured, however long that took', async () => {
    const { runtime } = database
    const of = await live()
    const now = new Date()
    await predict(of, now)
    const [due] = await look(of, now)
    const [claim] = await claimWindows(runtime.db, of.deploymentId, 16)
    expect(claim).toMatchObject({ id: due, rows: 1 })
    const later = (seconds: number) => new Date(now.getTime() + seconds * SECOND)
    await predict(of, later(1))
    await look(of, later(2))
    // The second row is no longer among what is looked at anew.
    await look(of, later(202))
    await look(of, later(402))
    expect(await finish(claim, { rows: 1, labels: 0 })).toBe(1)
    expect(await windowsOf(of)).toMatchObject([{ rows: 2, assessedRows: 1 }])
    expect(await look(of, later(602))).toEqual([due])
  })

  it('is not due for a row that its assessment saw and that was committed too late to be counted', async () => {
    const { runtime } = database
    const of = await live()
    const now = new Date()
    const later = (seconds: number) => new Date(now.getTime() + seconds * SECOND)
    await predict(of, now)
    for (const seconds of [0, 200, 400]) await look(of, later(seconds))
    await predict(of, later(1))
    const [claim] = await claimWindows(runtime.db, of.deploymentId, 16)
    expect(await finish(claim, { rows: 2, labels: 0 })).toBe(1)
    expect(await look(of, later(600))).toEqual([])
  })

  it('is revised a minute later where much has come, and else when as long has passed as a fiftieth of its age', async () => {
    const { runtime } = database
    const of = await live()
    const now = new Date()
    const later = (seconds: number) => new Date(now.getTime() + seconds * SECOND)
    // Ended 29 days ago or up to a day more: a fiftieth is 13.9 to 14.4 hours.
    await predict(of, now, new Date(now.getTime() - 30 * DAY))
    for (const seconds of [0, 200, 400]) await look(of, later(seconds))
    const [claim] = await claimWindows(runtime.db, of.deploymentId, 16)
    const count = (rows: number, labels: number) =>
      runtime.db.update(monitoringWindow).set({ rows, labels, status: 'succeeded' }).where(eq(monitoringWindow.deploymentId, of.deploymentId))
    await finish(claim, { rows: 1000, labels: 100 }, later(400))
    const isDue = async (rows: number, labels: number, seconds: number, atOnce = false) => {
      await count(rows, labels)
      return (await look(of, later(400 + seconds), atOnce)).length === 1
    }
    expect(await isDue(1000, 100, 100_000)).toBe(false)
    expect(await isDue(1000, 110, 59)).toBe(false)
    expect(await isDue(1000, 110, 61)).toBe(true)
    expect(await isDue(1000, 109, 13.5 * 3600)).toBe(false)
    expect(await isDue(1000, 101, 14.8 * 3600)).toBe(true)
    expect(await isDue(1100, 100, 61)).toBe(true)
    expect(await isDue(1001, 100, 13.5 * 3600)).toBe(false)
    expect(await isDue(1001, 100, 14.8 * 3600)).toBe(true)
    expect(await isDue(1000, 101, 1, true)).toBe(true)
  })
})

describe('the schedule', () => {
  it('goes on with other deployments where one fails, and tells of it', async () => {
    const { runtime } = database
    const [bad, good] = [await live(), await live()]
    for (const of of [bad, good]) await predict(of, new Date())
    const sent: string[] = []
    const jobs: JobSender = {
      async send(_tx, _job, payload) {
        const { deploymentId } = payload as { deploymentId: string }
        if (deploymentId === bad.deploymentId) throw new Error('no queue')
        sent.push(deploymentId)
      },
      close: async () => undefined,
    }
    await expect(scheduleWindows(runtime.db, jobs, new Date())).rejects.toThrow('1 deployments')
    expect(sent).toContain(good.deploymentId)
    expect(await windowsOf(good)).toMatchObject([{ status: 'pending' }])
    expect(await windowsOf(bad)).toEqual([])
  })
})
