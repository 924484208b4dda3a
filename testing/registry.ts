import type { Actor } from '#server/contracts/actor.ts'
import type { EvidenceKind } from '#server/contracts/evidence.ts'
import { cardOperations } from '#server/domain/cards/index.ts'
import { datasetOperations } from '#server/domain/datasets/index.ts'
import { ensureDefaults } from '#server/domain/defaults.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'

const system = { actor: systemActor('test') }
const bytesOf = async function* (text: string) {
  yield new TextEncoder().encode(text)
}

export interface ReadyVersion {
  id: string
  model: string
  version: string
  dataset: string
  snapshot: string
  servingDigest: string
}

let made = 0

/** Evidence of every kind that passes the default gates. */
const PASSING: Partial<Record<EvidenceKind, Record<string, unknown>>> = {
  performance: { task: 'binary', n: 500, metrics: { rocAuc: { value: 0.8, lower: 0.77, upper: 0.83, method: 'delong' } } },
  'data-quality': { n: 500, columns: [], findings: [] },
  drift: { reference: { n: 500 }, current: { n: 500 }, verdict: 'stable', features: [{ feature: 'income', type: 'numeric', verdict: 'stable', tests: {} }] },
  fairness: {
    attributes: [
      {
        attribute: 'sex',
        referenceGroup: 'female',
        groups: [
          { group: 'female', n: 260 },
          { group: 'male', n: 240 },
        ],
        metrics: { demographicParityRatio: { value: 0.95, lower: 0.9, upper: 1 } },
        pairs: [],
      },
    ],
  },
  explanation: {
    method: 'interventional-tree',
    exact: true,
    space: 'log-odds',
    baseline: { rows: 100 },
    features: [{ feature: 'income', meanAbsoluteContribution: 0.4 }],
  },
}

const NARRATIVE = {
  intendedUse: 'Decide on small loans.',
  outOfScopeUse: 'Mortgages.',
  limitations: 'Trained on one country.',
  ethicalConsiderations: 'Reviewed by risk.',
  humanOversight: 'A clerk confirms every refusal.',
}

/** A version of a high-risk model of the author's team that passed intake, as the intake worker would have left it. */
export async function readyVersion(runtime: Runtime, author: Actor): Promise<ReadyVersion> {
  await ensureDefaults(runtime)
  const as = { actor: author }
  const team = author.teamName ?? ''
  const model = `loans-${++made}`
  const dataset = `${model}-data`
  await runOperation(runtime, registryOperations.createModel, as, { name: model, team, description: 'Decides loans', purpose: 'credit', exposure: 'customer' })
  await runOperation(runtime, datasetOperations.createDataset, as, {
    name: dataset,
    team,
    schema: { label: 'default', protectedAttributes: ['sex'], features: ['income'] },
  })
  const snapshot = await runOperation(runtime, datasetOperations.createSnapshot, as, { dataset, role: 'evaluation', format: 'csv' })
  const { version, id } = await runOperation(runtime, registryOperations.createVersion, as, {
    model,
    dataset,
    features: ['income'],
    decision: { output: 'probabilities', class: 1 },
  })
  const content = await runtime.store.write(bytesOf(`artifact of ${model}`), 1000)
  await runOperation(runtime, registryOperations.putArtifact, { ...as, content }, { model, version })
  const signature = { inputs: [{ name: 'X', datatype: 'FP32', shape: [-1, 1] }], outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, 2] }] }
  const outcome = {
    status: 'ready' as const,
    servingDigest: content.digest,
    signature,
    operators: ['ai.onnx.ml:TreeEnsembleClassifier'],
    opsets: { 'ai.onnx.ml': 3 },
    findings: [],
  }
  await runOperation(runtime, registryOperations.recordIntake, system, { versionId: id, outcome })
  return { id, model, version, dataset, snapshot: snapshot.id, servingDigest: content.digest }
}

/** Brings evidence of the given kinds (all by default) that passes, and a complete card. */
export async function bringEvidence(
  runtime: Runtime,
  author: Actor,
  subject: ReadyVersion,
  override: Partial<Record<EvidenceKind, Record<string, unknown>>> = {},
): Promise<void> {
  for (const [kind, result] of Object.entries({ ...PASSING, ...override })) {
    const facts = { versionId: subject.id, kind: kind as EvidenceKind, inputs: [], parameters: {}, kernelVersion: 'test', result: result ?? {} }
    await runOperation(runtime, governanceOperations.recordEvidence, system, facts)
  }
  await runOperation(runtime, cardOperations.updateCard, { actor: author }, { model: subject.model, version: subject.version, ...NARRATIVE })
}

/** Opens a request, as somebody who will not decide on it. */
export const openRequest = (runtime: Runtime, by: Actor, subject: ReadyVersion) =>
  runOperation(
    runtime,
    governanceOperations.openRequest,
    { actor: by },
    { model: subject.model, version: subject.version, environment: 'production', justification: 'It is better than the last one.' },
  )

/** A decision over the digest that a request shows. */
export const decideOn = (runtime: Runtime, by: Actor, request: { id: string; subjectDigest: string }, decision: 'approve' | 'reject' = 'approve') =>
  runOperation(
    runtime,
    governanceOperations.decide,
    { actor: by },
    { request: request.id, decision, reason: 'Read the evidence.', subjectDigest: request.subjectDigest },
  )
