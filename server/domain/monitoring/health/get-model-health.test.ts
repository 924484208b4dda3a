import { afterAll, beforeAll, expect, it } from 'vitest'
import { evidence } from '#drizzle/schema/governance.ts'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { WindowSummary } from '#server/contracts/monitoring.ts'
import { newId, runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence } from '#testing/recorded.ts'
import type { Deployed } from '#testing/recorded.ts'
import { getModelHealth } from './get-model-health.ts'
import { windowStretches } from './window-stretches.ts'

const DAY = 86_400_000
const FIRST = Date.UTC(2026, 8, 1)

let database: TestDatabase
let engineer: Actor
let live: Deployed

const summary = (psi: number, verdict: string, more: Partial<WindowSummary> = {}): WindowSummary => ({
  drift: {
    verdict,
    outputVerdict: 'stable',
    features: [
      { feature: 'debt', output: false, verdict, psi, movedShare: null, pValue: null },
      { feature: 'age', output: false, verdict: 'stable', psi: psi / 2, movedShare: null, pValue: null },
    ],
  },
  measuredRows: 100,
  labelledRows: 0,
  coverage: 0,
  maturity: null,
  matureAt: null,
  notMeasured: [],
  ...more,
})

async function addWindow(day: number, of: WindowSummary | null, size: 'day' | 'hour' = 'day'): Promise<string> {
  const from = new Date(FIRST + day * DAY)
  const id = newId()
  await database.runtime.db.insert(monitoringWindow).values({
    id,
    deploymentId: live.deploymentId,
    size,
    from,
    to: new Date(from.getTime() + (size === 'day' ? DAY : DAY / 24)),
    status: of ? 'succeeded' : 'open',
    rows: 100 + day,
    summary: of,
  })
  return id
}

const ask = (input: Record<string, unknown> = {}) => runOperation(database.runtime, getModelHealth, { actor: engineer }, { model: live.model, ...input })

beforeAll(async () => {
  database = await openTestDatabase()
  engineer = await makePerson(database.runtime, 'ml-engineer', 'lending')
  const approvers = [await makePerson(database.runtime, 'reviewer', 'risk'), await makePerson(database.runtime, 'compliance-officer', 'risk')]
  live = await deployed(database.runtime, engineer, approvers, await readyWithEvidence(database.runtime, engineer))
  const measured = {
    performance: { n: 90, metrics: { rocAuc: { value: 0.7, lower: 0.6, upper: 0.8 } }, estimated: { rocAuc: { value: 0.71 } } },
    coverage: 0.9,
  }
  const ratios = [
    { attribute: 'sex', ratio: { value: 0.9 }, known: 80 },
    { attribute: 'age', ratio: { value: 0.7, lower: 0.6, upper: 0.8 }, known: 80 },
  ]
  await addWindow(0, summary(0.02, 'stable', { ...measured, fairness: ratios }))
  const drifted = await addWindow(1, summary(0.3, 'drift'))
  await addWindow(2, summary(0.4, 'stable'))
  await addWindow(3, null)
  await addWindow(0, summary(9, 'drift'), 'hour')
  await database.runtime.db.insert(evidence).values({
    id: newId(),
    kind: 'drift',
    versionId: live.id,
    artifactDigest: 'sha256:0',
    inputs: [],
    parameters: {},
    kernelVersion: '1',
    result: {},
    digest: 'sha256:1',
    windowId: drifted,
    windowRevision: 1,
  })
})
afterAll(() => database.close())

it('tells everything that has a time, of the size of windows in force, oldest first', async () => {
  const health = await ask()
  expect(health).toMatchObject({
    model: live.model,
    team: 'lending',
    since: new Date(FIRST).toISOString(),
    metric: 'rocAuc',
    limits: { performance: 0.5, fairnessRatio: 0.8 },
    windowsTotal: 4,
    versions: [{ version: '1', status: 'ready' }],
    requests: [{ version: '1', state: 'approved' }],
    grants: [{ id: live.grantId, revokedAt: null }],
    deployments: [{ id: live.deploymentId, grantId: live.grantId, state: 'active', endedAt: null }],
    evaluated: [{ version: '1', value: 0.8, lower: 0.77, upper: 0.83 }],
    days: [],
  })
  expect(health.windows.map(({ rows, drift }) => [rows, drift?.verdict, drift?.feature, drift?.psi, drift?.drifted])).toEqual([
    [100, 'stable', 'debt', 0.02, 0],
    [101, 'drift', 'debt', 0.3, 1],
    [102, 'stable', 'debt', 0.4, 0],
    [103, undefined, undefined, undefined, undefined],
  ])
  expect(health.windows[0]).toMatchObject({
    performance: { n: 90, value: 0.7, lower: 0.6, upper: 0.8, estimate: 0.71, estimateLower: null, estimateUpper: null },
    coverage: 0.9,
    fairness: { attribute: 'age', value: 0.7, lower: 0.6, upper: 0.8 },
  })
  expect(health.windows[1]?.evidence).toMatchObject([{ kind: 'drift' }])
  expect(health.life.map(({ psi, drift }) => [psi, drift])).toEqual([
    [0.02, false],
    [0.3, true],
    [0.4, false],
    [null, false],
  ])
})

it('tells of a range alone, and refuses one that ends before it begins', async () => {
  const at = (day: number) => new Date(FIRST + day * DAY).toISOString()
  const health = await ask({ from: at(1), to: at(3) })
  expect(health.windows.map(({ rows }) => rows)).toEqual([101, 102])
  expect([health.windowsTotal, health.life.length]).toEqual([2, 4])
  await expect(ask({ from: at(3), to: at(1) })).rejects.toThrow('ends before it begins')
  await expect(ask({ model: 'no-such-model' })).rejects.toThrow('no-such-model')
})

it('tells of each stretch the window that drifted, where there is no room for all', async () => {
  const stretches = await windowStretches(database.runtime.db, live.modelId, null, null, 2)
  const all = await ask()
  const idOf = (rows: number) => all.windows.find((window) => window.rows === rows)?.id
  expect(stretches.map(({ worst, psi, drift, windows }) => [worst, psi, drift, windows])).toEqual([
    [idOf(101), 0.3, true, 2],
    [idOf(102), 0.4, false, 2],
  ])
})
