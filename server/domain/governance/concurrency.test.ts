import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { approvalGrant, decision } from '#drizzle/schema/governance.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { Role } from '#server/contracts/roles.ts'
import { Refusal, runOperation } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople, makePerson } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'
import { governanceOperations } from './index.ts'

let database: TestDatabase
let people: Record<Role, Actor>
let subject: ReadyVersion

const slug = (outcome: PromiseSettledResult<unknown>): string =>
  outcome.status === 'fulfilled' ? 'done' : outcome.reason instanceof Refusal ? outcome.reason.problem.slug : String(outcome.reason)

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
})
beforeEach(async () => {
  subject = await readyVersion(database.runtime, people['ml-engineer'])
  await bringEvidence(database.runtime, people['ml-engineer'], subject)
})
afterAll(() => database.close())

const deploy = () =>
  runOperation(
    database.runtime,
    servingOperations.deploy,
    { actor: people['ml-engineer'] },
    { model: subject.model, version: subject.version, environment: 'production' },
  )
const grantsOf = () => database.runtime.db.select().from(approvalGrant).where(eq(approvalGrant.versionId, subject.id))

/** Holds a row of the version in another session while the given things start, so that they overlap for certain. */
async function overlapping<T>(starts: (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
  const blocker = await database.runtime.db.$client.connect()
  await blocker.query('begin')
  await blocker.query('select 1 from model_version where id = $1 for update', [subject.id])
  const running = starts.map((start) => start())
  await new Promise((wake) => setTimeout(wake, 150))
  await blocker.query('commit')
  blocker.release()
  return Promise.allSettled(running)
}

describe('decisions that overlap', () => {
  it('give one grant when the two last approvals come at the same moment', async () => {
    const request = await openRequest(database.runtime, people.admin, subject)
    const outcomes = await overlapping([
      () => decideOn(database.runtime, people.reviewer, request),
      () => decideOn(database.runtime, people['compliance-officer'], request),
    ])
    expect(outcomes.map(slug)).toEqual(['done', 'done'])
    expect(await grantsOf()).toHaveLength(1)
  })

  it('count a person once, however often they click', async () => {
    const request = await openRequest(database.runtime, people.admin, subject)
    const outcomes = await overlapping(Array.from({ length: 5 }, () => () => decideOn(database.runtime, people.reviewer, request)))
    expect(outcomes.map(slug).toSorted()).toEqual(['already-decided', 'already-decided', 'already-decided', 'already-decided', 'done'])
    expect(await grantsOf()).toHaveLength(0)
  })

  it('never approve what somebody rejects in the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const request = await openRequest(database.runtime, people.admin, subject)
      await decideOn(database.runtime, people.reviewer, request)
      const officer = await makePerson(database.runtime, 'compliance-officer', 'risk')
      const outcomes = await overlapping([
        () => decideOn(database.runtime, people['compliance-officer'], request),
        () => decideOn(database.runtime, officer, request, 'reject'),
      ])
      expect(outcomes.map(slug).toSorted()).toEqual(['done', 'request-closed'])
      const rejected = outcomes[1].status === 'fulfilled'
      const live = (await grantsOf()).filter((grant) => grant.requestId === request.id)
      expect(live).toHaveLength(rejected ? 0 : 1)
    }
  })

  it('open one request for a version and environment', async () => {
    const outcomes = await overlapping([
      () => openRequest(database.runtime, people.admin, subject),
      () => openRequest(database.runtime, people['ml-engineer'], subject),
    ])
    expect(outcomes.map(slug).toSorted()).toEqual(['already-exists', 'done'])
  })

  it('refuse the author, who asked, and who has no say, whatever they call themselves', async () => {
    const request = await openRequest(database.runtime, people.admin, subject)
    await expect(decideOn(database.runtime, people.admin, request)).rejects.toThrow(/separation-of-duties/)
    const forged = { ...people['ml-engineer'], role: 'reviewer' as const }
    await expect(decideOn(database.runtime, forged, request)).rejects.toThrow(/separation-of-duties/)
    const stranger = { ...(await makePerson(database.runtime, 'viewer', 'lending')), role: 'reviewer' as const }
    await expect(decideOn(database.runtime, stranger, request)).rejects.toThrow(/not-eligible/)
    expect(await database.runtime.db.select().from(decision).where(eq(decision.requestId, request.id))).toHaveLength(0)
  })
})

describe('deployment against revocation', () => {
  it('never leaves a version live under a grant that is gone', async () => {
    for (let round = 0; round < 5; round++) {
      const request = await openRequest(database.runtime, people.admin, subject)
      await decideOn(database.runtime, people.reviewer, request)
      const { grantId = '' } = await decideOn(database.runtime, people['compliance-officer'], request)
      const revoke = () =>
        runOperation(database.runtime, governanceOperations.revokeGrant, { actor: people['compliance-officer'] }, { grant: grantId, reason: 'incident' })
      const outcomes = await overlapping<unknown>(round % 2 === 0 ? [deploy, revoke] : [revoke, deploy])
      expect(outcomes.map(slug).filter((outcome) => outcome !== 'done' && outcome !== 'no-grant')).toEqual([])
      const [grant] = (await grantsOf()).filter((held) => held.id === grantId)
      expect(grant?.revokedAt).not.toBeNull()
      const again = await deploy().then(
        () => 'done',
        (error: unknown) => (error instanceof Refusal ? error.problem.slug : String(error)),
      )
      expect(again).toBe('no-grant')
    }
  })

  it('keeps one active deployment of a model and environment when two come at once', async () => {
    const request = await openRequest(database.runtime, people.admin, subject)
    await decideOn(database.runtime, people.reviewer, request)
    await decideOn(database.runtime, people['compliance-officer'], request)
    const outcomes = await overlapping([deploy, deploy, deploy])
    expect(outcomes.map(slug)).toEqual(['done', 'done', 'done'])
    const active = await database.runtime.db.select().from(deployment).where(eq(deployment.versionId, subject.id))
    expect(active.filter((row) => row.state === 'active')).toHaveLength(1)
  })
})

describe('the database itself', () => {
  const asApp = (statement: string, values: unknown[] = []) => database.runtime.db.$client.query(statement, values)

  it('refuses to change or delete what was decided, measured or logged', async () => {
    const request = await openRequest(database.runtime, people.admin, subject)
    await decideOn(database.runtime, people.reviewer, request)
    for (const table of ['audit_event', 'evidence', 'decision', 'policy', 'card_revision', 'price', 'budget', 'ledger_entry']) {
      await expect(asApp(`delete from ${table}`)).rejects.toThrow(/permission denied|append-only/)
      await expect(asApp(`update ${table} set id = id`)).rejects.toThrow(/permission denied|append-only|does not exist/)
    }
  })

  it('refuses a grant without its quorum, and a decision of the author', async () => {
    const request = await openRequest(database.runtime, people.admin, subject)
    await decideOn(database.runtime, people.reviewer, request)
    const grant = `insert into approval_grant (id, version_id, serving_digest, environment, request_id, expires_at) values (gen_random_uuid(), $1, $2, 'production', $3, now() + interval '1 day')`
    await expect(asApp(grant, [subject.id, subject.servingDigest, request.id])).rejects.toThrow(/quorum-missing/)
    const own = `insert into decision (id, request_id, principal_id, role, verdict, reason, subject_digest) values (gen_random_uuid(), $1, $2, 'admin', 'approve', 'x', $3)`
    await expect(asApp(own, [request.id, people.admin.id, request.subjectDigest])).rejects.toThrow(/separation-of-duties/)
  })
})
