import { count, eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prediction } from '#drizzle/schema/serving.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { identityOperations } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { keyOf, liveModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { makePerson } from '#testing/people.ts'
import { STALE_MS } from './catalog/catalog.ts'
import { openTestWorker, TREES, treesInput } from '#testing/inference-worker.ts'
import type { Answer, TestWorker } from '#testing/inference-worker.ts'

let test: TestWorker
beforeAll(async () => {
  test = await openTestWorker()
})
afterAll(() => test.close())

const body = { inputs: [treesInput(TREES.rows.slice(0, 1))] }
const revoke = (live: LiveModel) =>
  runOperation(test.database.runtime, governanceOperations.revokeGrant, { actor: live.officer }, { grant: live.grantId, reason: 'It discriminates.' })
const recorded = async (grantId: string): Promise<number> => {
  const [row] = await test.database.runtime.db.select({ n: count() }).from(prediction).where(eq(prediction.grantId, grantId))
  return row.n
}

interface Seen {
  answer: Answer
  at: number
}

/** Clients that ask without pause until told to stop. */
function underLoad(key: string, model: string, clients: number): { seen: readonly Seen[]; stop: () => Promise<Seen[]> } {
  const load = { stopped: false }
  const seen: Seen[] = []
  const client = async () => {
    while (!load.stopped) seen.push({ answer: await test.call(key, `/v2/models/${model}/infer`, body), at: performance.now() })
  }
  const all = Promise.all(Array.from({ length: clients }, client))
  return {
    seen,
    async stop() {
      load.stopped = true
      await all
      return seen
    },
  }
}

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms))

describe('a revocation', () => {
  it('under load: not one answer and not one record after it has committed', async () => {
    const live = await liveModel(test.database.runtime, TREES)
    const key = await keyOf(test.database.runtime, live.engineer)
    const load = underLoad(key, live.model, 16)
    await expect.poll(() => load.seen.length, { interval: 10, timeout: 20_000 }).toBeGreaterThan(20)
    await revoke(live)
    const revokedAt = performance.now()
    const atRevocation = await recorded(live.grantId)
    await pause(700)
    const seen = await load.stop()
    const served = seen.filter(({ answer }) => answer.status === 200)
    expect(served.length).toBeGreaterThan(20)
    // Answers follow their record; those of records that came before the revocation may still be on their way.
    expect(Math.max(...served.map(({ at }) => at - revokedAt))).toBeLessThan(1000)
    expect(await recorded(live.grantId)).toBe(atRevocation)
    expect(served).toHaveLength(atRevocation)
    const others = seen.filter(({ answer }) => answer.status !== 200)
    expect(new Set(others.map(({ answer }) => answer.status))).toEqual(new Set([403]))
    expect(others.at(-1)?.answer.body.error).toContain('It discriminates.')
  })

  it('holds although the notification was lost', async () => {
    const live = await liveModel(test.database.runtime, TREES)
    const key = await keyOf(test.database.runtime, live.engineer)
    expect((await test.call(key, `/v2/models/${live.model}/infer`, body)).status).toBe(200)
    const owner = new pg.Client({ connectionString: test.database.urls.owner })
    await owner.connect()
    await owner.query('ALTER TABLE approval_grant DISABLE TRIGGER approval_grant_notify')
    await revoke(live)
    const revokedAt = performance.now()
    await owner.query('ALTER TABLE approval_grant ENABLE TRIGGER approval_grant_notify').finally(() => owner.end())
    await expect.poll(async () => (await test.call(key, `/v2/models/${live.model}/infer`, body)).status, { interval: 20, timeout: 2000 }).toBe(403)
    expect(performance.now() - revokedAt).toBeLessThan(2000)
  })

  it('is enforced by the database: no row is recorded under a grant that has ended', async () => {
    const live = await liveModel(test.database.runtime, TREES)
    const key = await keyOf(test.database.runtime, live.engineer)
    const { body: answer } = await test.call(key, `/v2/models/${live.model}/infer`, body)
    const [row] = await test.database.runtime.db
      .select()
      .from(prediction)
      .where(eq(prediction.id, answer.parameters?.prediction_id ?? ''))
    await revoke(live)
    const again = test.database.runtime.db.insert(prediction).values({ ...row, id: crypto.randomUUID() })
    await expect(again).rejects.toMatchObject({ cause: { message: 'grant-ended', detail: live.grantId } })
  })
})

describe('a key', () => {
  it('stops at once when it is revoked', async () => {
    const { runtime } = test.database
    const live = await liveModel(runtime, TREES)
    const admin = await makePerson(runtime, 'admin', 'platform')
    const { id, key } = await runOperation(runtime, identityOperations.createMyKey, { actor: live.engineer }, { name: 'short' })
    expect((await test.call(key, `/v2/models/${live.model}/infer`, body)).status).toBe(200)
    await runOperation(runtime, identityOperations.revokeKey, { actor: admin }, { key: id })
    await expect.poll(async () => (await test.call(key, `/v2/models/${live.model}/infer`, body)).status, { interval: 10, timeout: 900 }).toBe(401)
  })
})

describe('a database that is out of reach', () => {
  it('is answered with 503 within two seconds, and serving resumes with it', async () => {
    const live = await liveModel(test.database.runtime, TREES)
    const key = await keyOf(test.database.runtime, live.engineer)
    const infer = () => test.call(key, `/v2/models/${live.model}/infer`, body)
    expect((await infer()).status).toBe(200)
    const owner = new pg.Client({ connectionString: test.database.urls.owner })
    await owner.connect()
    // Nobody can read what may serve any more: a worker cut off from revocations.
    await owner.query('BEGIN')
    await owner.query('LOCK TABLE approval_grant IN ACCESS EXCLUSIVE MODE')
    const lockedAt = performance.now()
    const waiting: Promise<Answer>[] = []
    while (performance.now() - lockedAt < STALE_MS) {
      waiting.push(infer())
      await pause(50)
    }
    const askedAt = performance.now()
    expect(await infer()).toMatchObject({ status: 503, body: { error: expect.stringContaining('database') as unknown } })
    expect(performance.now() - askedAt).toBeLessThan(500)
    expect((await test.call(null, '/v2/health/ready')).status).toBe(503)
    await owner.query('ROLLBACK').finally(() => owner.end())
    // What was computed before is recorded and answered now, or refused: never silence.
    for (const answer of await Promise.all(waiting)) expect([200, 503]).toContain(answer.status)
    await expect.poll(async () => (await infer()).status, { timeout: 5000 }).toBe(200)
    expect((await test.call(null, '/v2/health/ready')).status).toBe(200)
  })
})
