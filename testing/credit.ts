import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Actor } from '#server/contracts/actor.ts'
import type { DatasetSchema } from '#server/contracts/datasets.ts'
import { datasetOperations } from '#server/domain/datasets/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { TREES } from './inference-worker.ts'
import { until } from './until.ts'

/** The declarations of the credit data; its decision of positive is a default, its favourable outcome none. */
const CREDIT_SCHEMA = {
  label: 'default_next_month',
  positiveLabel: 1,
  favourableOutcome: 0,
  entityId: 'client_id',
  protectedAttributes: ['sex', 'age_band', 'education', 'marital_status'],
  features: TREES.features,
}

export interface CreditVersion {
  model: string
  version: string
  versionId: string
  evaluation: string
  reference: string
}

let made = 0

const stored = (runtime: Runtime, path: string) => runtime.store.write(createReadStream(resolve(path)), 2 ** 31)

/** Declares the credit dataset under a name of its own. */
export async function creditDataset(runtime: Runtime, engineer: Actor, over: Partial<DatasetSchema> = {}): Promise<string> {
  const dataset = `credit-${++made}`
  const schema = { ...CREDIT_SCHEMA, ...over }
  await runOperation(runtime, datasetOperations.createDataset, { actor: engineer }, { name: dataset, team: engineer.teamName ?? '', schema })
  return dataset
}

/** Sends a file as a snapshot; its intake is left to the monitor worker. */
export async function sendSnapshot(runtime: Runtime, engineer: Actor, dataset: string, role: 'reference' | 'evaluation', path: string): Promise<string> {
  const { id } = await runOperation(
    runtime,
    datasetOperations.createSnapshot,
    { actor: engineer },
    { dataset, role, format: path.endsWith('.parquet') ? 'parquet' : 'csv' },
  )
  await runOperation(runtime, datasetOperations.putContent, { actor: engineer, content: await stored(runtime, path) }, { snapshot: id })
  return id
}

/** Registers a file as a version of a new model of low risk; its intake is left to the monitor worker. */
export async function sendVersion(
  runtime: Runtime,
  engineer: Actor,
  dataset: string,
  path: string,
): Promise<{ model: string; version: string; versionId: string }> {
  const as = { actor: engineer }
  const model = `${dataset}-model-${++made}`
  await runOperation(runtime, registryOperations.createModel, as, {
    name: model,
    team: engineer.teamName ?? '',
    description: 'Who will default',
    purpose: 'marketing',
    exposure: 'internal',
  })
  const decision = { output: 'probabilities', class: 1, threshold: 0.27 }
  const { version, id } = await runOperation(runtime, registryOperations.createVersion, as, { model, dataset, features: TREES.features, decision })
  await runOperation(runtime, registryOperations.putArtifact, { ...as, content: await stored(runtime, path) }, { model, version })
  return { model, version, versionId: id }
}

const isOver = ({ status }: { status: string }): boolean => status === 'ready' || status === 'failed'

/** A snapshot once its intake is over. */
export const inspectedSnapshot = (runtime: Runtime, actor: Actor, snapshot: string) =>
  until(() => runOperation(runtime, datasetOperations.getSnapshot, { actor }, { snapshot }), isOver)

/** A version once its intake is over. */
export const inspectedVersion = (runtime: Runtime, actor: Actor, { model, version }: { model: string; version: string }) =>
  until(() => runOperation(runtime, registryOperations.getVersion, { actor }, { model, version }), isOver)

/** The credit model with its two snapshots, all through the intake of a running monitor worker. */
export async function creditVersion(runtime: Runtime, engineer: Actor): Promise<CreditVersion> {
  const dataset = await creditDataset(runtime, engineer)
  const evaluation = await sendSnapshot(runtime, engineer, dataset, 'evaluation', 'data/demo/credit-default/evaluation.csv')
  const reference = await sendSnapshot(runtime, engineer, dataset, 'reference', 'data/demo/credit-default/reference.csv')
  const sent = await sendVersion(runtime, engineer, dataset, 'data/demo/credit-default/xgboost-v2.onnx')
  const over = [
    await inspectedSnapshot(runtime, engineer, evaluation),
    await inspectedSnapshot(runtime, engineer, reference),
    await inspectedVersion(runtime, engineer, sent),
  ]
  for (const { status, problem } of over) if (status !== 'ready') throw new Error(problem?.detail ?? status)
  return { ...sent, evaluation, reference }
}
