import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import type { Role } from '#server/contracts/roles.ts'
import { cardOperations } from '#server/domain/cards/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'
import { servingOperations } from './index.ts'

let database: TestDatabase
let people: Record<Role, Actor>
let live: ReadyVersion
let compared: RequestComparison

const explained = (sizes: Record<string, number>) => ({
  method: 'interventional-tree',
  exact: true,
  space: 'log-odds',
  baseline: { rows: 100 },
  features: Object.entries(sizes).map(([feature, meanAbsoluteContribution]) => ({ feature, meanAbsoluteContribution })),
})

/** A second version of a model that is ready, trained on rows that are named. */
async function nextVersion(of: ReadyVersion): Promise<ReadyVersion> {
  const { runtime } = database
  const as = { actor: people['ml-engineer'] }
  const made = await runOperation(runtime, registryOperations.createVersion, as, {
    model: of.model,
    dataset: of.dataset,
    trainingSnapshot: of.snapshot,
    features: ['income', 'age'],
    decision: { output: 'probabilities', class: 1, threshold: 0.4 },
  })
  const bytes = async function* () {
    yield new TextEncoder().encode(`second artifact of ${of.model}`)
  }
  const content = await runtime.store.write(bytes(), 1000)
  await runOperation(runtime, registryOperations.putArtifact, { ...as, content }, { model: of.model, version: made.version })
  const signature = { inputs: [{ name: 'X', datatype: 'FP32', shape: [-1, 2] }], outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, 2] }] }
  const outcome = { status: 'ready' as const, servingDigest: content.digest, signature, operators: [], opsets: { 'ai.onnx.ml': 3 }, findings: [] }
  await runOperation(runtime, registryOperations.recordIntake, { actor: systemActor('test') }, { versionId: made.id, outcome })
  return { ...of, id: made.id, version: made.version, servingDigest: content.digest }
}

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  const { runtime } = database
  const engineer = people['ml-engineer']
  live = await readyVersion(runtime, engineer)
  await bringEvidence(runtime, engineer, live, { explanation: explained({ income: 3, tenure: 1 }) })
  const approved = await openRequest(runtime, people.admin, live)
  await decideOn(runtime, people.reviewer, approved)
  await decideOn(runtime, people['compliance-officer'], approved)
  await runOperation(runtime, servingOperations.deploy, { actor: engineer }, { model: live.model, version: live.version, environment: 'production' })
  // Words that nobody signed are not what the candidate is held against.
  await runOperation(runtime, cardOperations.updateCard, { actor: engineer }, { model: live.model, version: live.version, limitations: 'Written later.' })
  const candidate = await nextVersion(live)
  await bringEvidence(runtime, engineer, candidate, {
    drift: { reference: { n: 500 }, current: { n: 500 }, verdict: 'drift', features: [] },
    explanation: explained({ income: 1, age: 3 }),
  })
  await runOperation(
    runtime,
    cardOperations.updateCard,
    { actor: engineer },
    { model: candidate.model, version: candidate.version, limitations: 'Two countries.' },
  )
  const request = await openRequest(runtime, people.admin, candidate)
  compared = await runOperation(runtime, servingOperations.compareRequest, { actor: people.auditor }, { request: request.id })
})
afterAll(() => database.close())

describe('a request beside the live version', () => {
  it('holds each gate against how it stood when the live version was approved', () => {
    expect(compared.live?.version).toBe('1')
    expect(compared.gates.length).toBeGreaterThan(5)
    expect(compared.gates.every((gate) => gate.before === 'pass')).toBe(true)
    expect(compared.gates.find((gate) => gate.name === 'drift')).toEqual({ name: 'drift', before: 'pass', after: 'fail' })
  })

  it('names the rows that each was trained on, where the registration does', () => {
    expect(compared.training.before).toBeNull()
    expect(compared.training.after).toMatchObject({ dataset: live.dataset, snapshot: live.snapshot })
    expect(compared.features).toEqual({ count: 2, added: ['age'], removed: [] })
    expect(compared.threshold).toEqual({ before: 0.5, after: 0.4 })
  })

  it('shows which words of the card differ from those that were signed', () => {
    expect(compared.card).toEqual({
      before: 1,
      after: 2,
      changed: [{ section: 'limitations', before: 'Trained on one country.', after: 'Two countries.' }],
    })
  })

  it('ranks the features of both explanations', () => {
    expect(compared.ranking).toEqual([
      { feature: 'age', before: null, after: { rank: 1, share: 0.75 } },
      { feature: 'income', before: { rank: 1, share: 0.75 }, after: { rank: 2, share: 0.25 } },
      { feature: 'tenure', before: { rank: 2, share: 0.25 }, after: null },
    ])
  })
})
