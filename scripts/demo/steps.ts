import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import type { Actor } from '#server/contracts/actor.ts'
import type { CardNarrative } from '#server/contracts/cards.ts'
import type { createDatasetInput } from '#server/contracts/datasets.ts'
import type { AssessedKind } from '#server/contracts/evidence.ts'
import type { RequestView, Verdict } from '#server/contracts/governance.ts'
import type { createModelInput, createVersionInput, VersionView } from '#server/contracts/registry.ts'
import { cardOperations } from '#server/domain/cards/index.ts'
import { datasetOperations } from '#server/domain/datasets/index.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { Refusal, runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { monitoringOperations } from '#server/domain/monitoring/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'

const DATA = join(import.meta.dirname, '..', '..', 'data', 'demo')
const PATIENCE_MS = 300_000

export const dataPath = (path: string): string => join(DATA, path)
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Runs an operation; what an earlier run has made already is not an error. */
export async function unlessThere<T>(attempt: () => Promise<T>): Promise<T | null> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Refusal && error.problem.slug === 'already-exists') return null
    throw error
  }
}

async function until<T>(what: string, read: () => Promise<T>, over: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    const value = await read()
    if (over(value)) return value
    if (Date.now() > end) throw new Error(`${what} did not end in time`)
    await sleep(250)
  }
}

const stored = async (runtime: Runtime, path: string) => runtime.store.write(createReadStream(dataPath(path)), 1024 ** 3)

export async function addDataset(runtime: Runtime, actor: Actor, input: z.input<typeof createDatasetInput>): Promise<void> {
  await unlessThere(() => runOperation(runtime, datasetOperations.createDataset, { actor }, input))
}

/** Sends a file as a snapshot and waits for its profile; a dataset keeps one snapshot of each role here. */
export async function addSnapshot(runtime: Runtime, actor: Actor, dataset: string, role: 'reference' | 'evaluation', path: string): Promise<string> {
  const { items } = await runOperation(runtime, datasetOperations.listSnapshots, { actor }, { dataset })
  const known = items.find((item) => item.role === role && item.status !== 'pending')
  const format = path.endsWith('.parquet') ? 'parquet' : 'csv'
  const id = known?.id ?? (await runOperation(runtime, datasetOperations.createSnapshot, { actor }, { dataset, role, format })).id
  if (!known) await runOperation(runtime, datasetOperations.putContent, { actor, content: await stored(runtime, path) }, { snapshot: id })
  const read = () => runOperation(runtime, datasetOperations.getSnapshot, { actor }, { snapshot: id })
  const done = await until(`the snapshot ${path}`, read, (snapshot) => snapshot.status === 'ready' || snapshot.status === 'failed')
  if (done.status === 'failed') throw new Error(`${path}: ${done.problem?.detail}`)
  return id
}

export async function addModel(runtime: Runtime, actor: Actor, input: z.input<typeof createModelInput>): Promise<void> {
  await unlessThere(() => runOperation(runtime, registryOperations.createModel, { actor }, input))
}

/** Registers a version with its file and waits until its intake is over; a version with the same run is taken as it is. */
async function takeIn(runtime: Runtime, actor: Actor, input: z.input<typeof createVersionInput>, path: string): Promise<VersionView> {
  const { items } = await runOperation(runtime, registryOperations.listVersions, { actor }, { model: input.model })
  const known = items.find((item) => item.sourceRun === input.sourceRun && item.status !== 'pending')
  const version = known?.version ?? (await runOperation(runtime, registryOperations.createVersion, { actor }, input)).version
  const key = { model: input.model, version }
  if (!known) await runOperation(runtime, registryOperations.putArtifact, { actor, content: await stored(runtime, path) }, key)
  const read = () => runOperation(runtime, registryOperations.getVersion, { actor }, key)
  return until(`the intake of ${path}`, read, (held) => held.status === 'ready' || held.status === 'failed')
}

/** Registers a version whose file is a model. */
export async function addVersion(runtime: Runtime, actor: Actor, input: z.input<typeof createVersionInput>, path: string): Promise<string> {
  const done = await takeIn(runtime, actor, input, path)
  if (done.status === 'failed') throw new Error(`${path}: ${done.problem?.detail}`)
  return done.version
}

/** Registers a version whose file is none: the intake has to refuse it. */
export async function addRefusedVersion(runtime: Runtime, actor: Actor, input: z.input<typeof createVersionInput>, path: string): Promise<void> {
  const done = await takeIn(runtime, actor, input, path)
  if (done.status !== 'failed') throw new Error(`${path} was taken in`)
}

export interface VersionKey {
  model: string
  version: string
}

/** Measures a version, once. */
export async function assess(
  runtime: Runtime,
  actor: Actor,
  key: VersionKey,
  kinds: AssessedKind[],
  snapshots: { evaluation: string; reference: string },
): Promise<void> {
  const { items } = await runOperation(runtime, monitoringOperations.listAssessments, { actor }, key)
  const known = items.find((item) => item.status !== 'failed')
  const id = known?.id ?? (await runOperation(runtime, monitoringOperations.startAssessment, { actor }, { ...key, kinds, ...snapshots })).id
  const read = () => runOperation(runtime, monitoringOperations.getAssessment, { actor }, { assessment: id })
  const done = await until(`the assessment of ${key.model} ${key.version}`, read, (held) => held.status === 'succeeded' || held.status === 'failed')
  if (done.status === 'failed') throw new Error(`${key.model} ${key.version}: ${done.problem?.detail}`)
}

/** Has the production windows of what is live measured; they are, one after another, while the demo goes on. */
export async function assessWindowsOf(runtime: Runtime, actor: Actor, model: string): Promise<void> {
  const { items } = await runOperation(runtime, servingOperations.listDeployments, { actor }, { model, state: 'active' })
  for (const { id } of items) await runOperation(runtime, monitoringOperations.assessWindows, { actor }, { deployment: id })
}

export async function writeCard(runtime: Runtime, actor: Actor, key: VersionKey, narrative: CardNarrative): Promise<void> {
  const card = await runOperation(runtime, cardOperations.getCard, { actor }, key)
  if (!card.complete) await runOperation(runtime, cardOperations.updateCard, { actor }, { ...key, ...narrative })
}

export interface Decision {
  by: Actor
  reason: string
  decision?: Verdict
}

const requestOf = async (runtime: Runtime, actor: Actor, key: VersionKey): Promise<RequestView | undefined> =>
  (await runOperation(runtime, governanceOperations.listVersionRequests, { actor }, key)).items[0]

/** Asks for approval, once; decides by the given people. Returns the request as it is then. */
export async function seekApproval(runtime: Runtime, asker: Actor, key: VersionKey, justification: string, decisions: Decision[]): Promise<RequestView> {
  const read = () => requestOf(runtime, asker, key)
  const open = { ...key, environment: 'production' as const, justification }
  if (!(await read())) await runOperation(runtime, governanceOperations.openRequest, { actor: asker }, open)
  for (const { by, reason, decision = 'approve' } of decisions) {
    const request = await read()
    if (request?.state !== 'open' || request.decisions.some((held) => held.actor.id === by.id)) continue
    const said = { request: request.id, decision, reason, subjectDigest: request.subjectDigest }
    await runOperation(runtime, governanceOperations.decide, { actor: by }, said)
  }
  const request = await read()
  if (!request) throw new Error(`no request for ${key.model} ${key.version}`)
  return request
}

/** Puts a version live, once: what was superseded since stays so. */
export async function deployOnce(runtime: Runtime, actor: Actor, key: VersionKey): Promise<void> {
  const { items } = await runOperation(runtime, servingOperations.listDeployments, { actor }, { model: key.model })
  if (items.some((item) => item.version === key.version)) return
  await runOperation(runtime, servingOperations.deploy, { actor }, { ...key, environment: 'production', windowSize: 'week' })
}
