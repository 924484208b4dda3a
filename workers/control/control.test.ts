import { readdirSync } from 'node:fs'
import { asc, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditEvent, ledgerCheckpoint, ledgerEntry, ledgerPending } from '#drizzle/schema/ledger.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { verifyLedger } from '#server/domain/ledger/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { until } from '#testing/until.ts'
import { startWorkerProcess } from '#testing/worker-process.ts'
import type { WorkerProcess } from '#testing/worker-process.ts'

const LONG = 120_000

let database: TestDatabase
let engineer: Actor
let workers: WorkerProcess[]
beforeEach(async () => {
  database = await openTestDatabase()
  engineer = await makePerson(database.runtime, 'ml-engineer', 'lending')
  workers = []
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await database.close()
})

function start(): WorkerProcess {
  const worker = startWorkerProcess('control', database)
  workers.push(worker)
  return worker
}

/** Commits commands from several clients until told; resolves to how many committed. */
function commit(clients: number): { stop: () => Promise<number> } {
  let stopped = false
  let done = 0
  const client = async (number: number) => {
    for (let i = 0; !stopped; i++) {
      const input = { name: `model-${number}-${i}`, team: 'lending', description: 'x', purpose: 'marketing' as const, exposure: 'internal' as const }
      await runOperation(database.runtime, registryOperations.createModel, { actor: engineer }, input)
      done++
      await new Promise((wake) => setTimeout(wake, 10))
    }
  }
  const all = Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  return {
    async stop() {
      stopped = true
      await all
      return done
    },
  }
}

/** Workers that sequence: each has one connection for it, opened after it has learned to listen to signals. */
async function sequencers(): Promise<number> {
  const { rows } = await database.runtime.db.execute<{ n: number }>(
    sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'countersign-sequencer'`,
  )
  return rows[0].n
}

const countOf = async (table: typeof auditEvent | typeof ledgerPending | typeof ledgerEntry): Promise<number> => {
  const [row] = await database.runtime.db.select({ n: sql<number>`count(*)::int` }).from(table)
  return row.n
}
const sequenced = (more = 0) =>
  until(
    () => countOf(ledgerEntry),
    (n) => n > more,
    { timeout: 30_000, interval: 20 },
  )
const drained = () =>
  until(
    () => countOf(ledgerPending),
    (n) => n === 0,
    { timeout: 60_000 },
  )

/** Every event has one place, no place is left out, and the whole verifies. */
async function expectWholeLedger(): Promise<void> {
  const entries = await database.runtime.db.select().from(ledgerEntry).orderBy(asc(ledgerEntry.leafIndex))
  expect(entries.map((entry) => entry.leafIndex)).toEqual(entries.map((_, i) => i))
  expect(new Set(entries.map((entry) => entry.eventId)).size).toBe(await countOf(auditEvent))
  expect(await verifyLedger(database.runtime.db)).toMatchObject({ ok: true, entries: entries.length, problems: [] })
}

describe('the control worker', () => {
  it(
    'killed again and again while commands commit: every event is sequenced once, and the ledger verifies',
    async () => {
      const load = commit(4)
      for (let round = 0; round < 4; round++) {
        const worker = start()
        await sequenced(await countOf(ledgerEntry))
        await new Promise((wake) => setTimeout(wake, 37 * round))
        await worker.kill()
      }
      start()
      const committed = await load.stop()
      expect(committed).toBeGreaterThan(20)
      await drained()
      // One more event than models for each person and team that was made.
      expect(await countOf(ledgerEntry)).toBeGreaterThanOrEqual(committed)
      await expectWholeLedger()
    },
    LONG,
  )

  it(
    'started twice on a home without a key: both sign with one key, and neither does harm',
    async () => {
      const pair = [start(), start()]
      await until(sequencers, (n) => n === 2)
      const load = commit(4)
      await sequenced(100)
      const committed = await load.stop()
      await drained()
      for (const { pid } of pair) expect(() => process.kill(pid, 0)).not.toThrow()
      const checkpoints = await database.runtime.db.select().from(ledgerCheckpoint)
      expect(checkpoints.length).toBeGreaterThan(1)
      expect(new Set(checkpoints.map((checkpoint) => checkpoint.verifierKey)).size).toBe(1)
      expect(readdirSync(database.home).filter((name) => name.startsWith('ledger-key'))).toEqual(['ledger-key.json'])
      expect(await countOf(ledgerEntry)).toBeGreaterThanOrEqual(committed)
      await expectWholeLedger()
      expect(await Promise.all(pair.map((worker) => worker.stop()))).toEqual([0, 0])
    },
    LONG,
  )
})
