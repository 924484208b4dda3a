import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { governanceOperations } from './index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'

let database: TestDatabase
let engineer: Actor
let officer: Actor
let reviewer: Actor
/** Oldest first. */
let requests: { id: string; subjectDigest: string }[]

beforeAll(async () => {
  database = await openTestDatabase()
  const { runtime } = database
  engineer = await makePerson(runtime, 'ml-engineer', 'lending')
  officer = await makePerson(runtime, 'compliance-officer', 'risk')
  reviewer = await makePerson(runtime, 'reviewer', 'risk')
  requests = []
  for (let i = 0; i < 5; i++) {
    const subject = await readyVersion(runtime, engineer)
    await bringEvidence(runtime, engineer, subject)
    requests.push(await openRequest(runtime, engineer, subject))
  }
})
afterAll(() => database.close())

async function queueOf(actor: Actor, limit = 50) {
  const seen: { id: string; standing: string }[] = []
  for (let cursor: string | undefined; ;) {
    const page = await runOperation(database.runtime, governanceOperations.listQueue, { actor }, { limit, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map(({ id, standing }) => ({ id, standing })))
    if (page.nextCursor === null) return seen
    cursor = page.nextCursor
  }
}
const ids = (indexes: number[]) => indexes.map((i) => requests[i]?.id)

describe('the review queue', () => {
  it('puts what waits for the reader first, the oldest of it on top, also across pages', async () => {
    const [first, , third] = requests
    if (!first || !third) throw new Error('no requests')
    await decideOn(database.runtime, officer, first)
    await decideOn(database.runtime, officer, third)
    const expected = ids([1, 3, 4, 0, 2])
    const whole = await queueOf(officer)
    expect(whole.map((entry) => entry.id)).toEqual(expected)
    expect(whole.map((entry) => entry.standing)).toEqual(['decide', 'decide', 'decide', 'decided', 'decided'])
    expect((await queueOf(officer, 1)).map((entry) => entry.id)).toEqual(expected)
    expect((await queueOf(officer, 2)).map((entry) => entry.id)).toEqual(expected)
    expect((await queueOf(reviewer)).map((entry) => entry.id)).toEqual(ids([0, 1, 2, 3, 4]))
  })

  it('tells those who do not decide what the requests are to them', async () => {
    expect(new Set((await queueOf(engineer)).map((entry) => entry.standing))).toEqual(new Set(['opened']))
    const auditor = await makePerson(database.runtime, 'auditor', 'audit')
    expect(new Set((await queueOf(auditor)).map((entry) => entry.standing))).toEqual(new Set(['read']))
  })

  it('leaves out what is closed, which the list of closed requests has instead', async () => {
    const last = requests[4]
    if (!last) throw new Error('no requests')
    await decideOn(database.runtime, reviewer, last, 'reject')
    expect((await queueOf(officer)).map((entry) => entry.id)).toEqual(ids([1, 3, 0, 2]))
    const closed = await runOperation(database.runtime, governanceOperations.listRequests, { actor: officer }, { state: 'closed' })
    expect(closed.items.map((item) => [item.id, item.state])).toEqual([[last.id, 'rejected']])
  })
})
