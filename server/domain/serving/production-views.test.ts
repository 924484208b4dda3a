import { afterAll, beforeAll, expect, it } from 'vitest'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { WindowSummary } from '#server/contracts/monitoring.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { newId, runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence } from '#testing/recorded.ts'
import type { Deployed } from '#testing/recorded.ts'
import { servingOperations } from './index.ts'

const WEEK = 7 * 86_400_000
const FIRST = Date.parse('2026-10-05T00:00:00Z')

let database: TestDatabase
let engineer: Actor
let live: Deployed

beforeAll(async () => {
  database = await openTestDatabase()
  engineer = await makePerson(database.runtime, 'ml-engineer', 'lending')
  const approvers = [await makePerson(database.runtime, 'reviewer', 'risk'), await makePerson(database.runtime, 'compliance-officer', 'risk')]
  live = await deployed(database.runtime, engineer, approvers, await readyWithEvidence(database.runtime, engineer))
})
afterAll(() => database.close())

const BARE: WindowSummary = { measuredRows: 100, labelledRows: 0, coverage: 0, maturity: null, matureAt: null, notMeasured: [] }
const feature = (name: string, verdict: string) => ({ feature: name, output: false, verdict, psi: null, movedShare: null, pValue: null })
const auc = (value: number) => ({ rocAuc: { value, lower: value - 0.05, upper: value + 0.05 } })

/** A window of the deployment as the monitor would have left it; resolves to the id of its newest evidence of each kind. */
async function week(number: number, summary: Partial<WindowSummary>, kinds: readonly ('drift' | 'performance')[]): Promise<Record<string, string>> {
  const id = newId()
  const from = new Date(FIRST + number * WEEK)
  const place = { deploymentId: live.deploymentId, size: 'week' as const, from, to: new Date(from.getTime() + WEEK) }
  await database.runtime.db.insert(monitoringWindow).values({ id, ...place, status: 'succeeded', revision: 2, summary: { ...BARE, ...summary } })
  const made: Record<string, string> = {}
  for (const kind of kinds)
    for (const revision of [1, 2]) {
      const facts = { versionId: live.id, kind, inputs: [], parameters: {}, kernelVersion: 'x', result: { revision }, window: { id, revision } }
      made[kind] = (await runOperation(database.runtime, governanceOperations.recordEvidence, { actor: systemActor('monitor') }, facts)).id
    }
  return made
}

const read = async () =>
  (await runOperation(database.runtime, servingOperations.listStandings, { actor: engineer }, { model: live.model })).items[0]?.production

it('says nothing of production before a window is measured', async () => {
  expect(await read()).toEqual({ drift: null, performance: null })
})

it('tells of the newest window in which drift was measured and the newest with enough labels, each with its newest evidence', async () => {
  const labelled = { n: 120, metrics: auc(0.56), estimated: auc(0.71) }
  const older = await week(0, { drift: { verdict: 'stable', outputVerdict: 'stable', features: [feature('a', 'stable')] }, performance: labelled }, [
    'drift',
    'performance',
  ])
  const features = [feature('a', 'drift'), feature('b', 'stable'), feature('c', 'not-enough-data')]
  const newer = await week(1, { drift: { verdict: 'drift', outputVerdict: 'stable', features }, performance: { n: 3, metrics: auc(0.9) } }, [
    'drift',
    'performance',
  ])
  await week(2, {}, [])
  expect(await read()).toMatchObject({
    drift: { evidenceId: newer.drift, verdict: 'drift', drifted: 1, judged: 2, from: '2026-10-12T00:00:00.000Z', size: 'week' },
    performance: { evidenceId: older.performance, metric: 'rocAuc', value: 0.56, expected: 0.71, labelled: 120, reading: 'worse' },
  })
})
