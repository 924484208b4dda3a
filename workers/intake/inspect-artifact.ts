import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { IntakeProblem, IntakeStage } from '#server/contracts/problems.ts'
import type { IntakeOutcome } from '#server/domain/registry/index.ts'
import { checkDeclaration } from '#server/kernel/onnx/inspect/declaration.ts'
import type { Declaration } from '#server/kernel/onnx/inspect/declaration.ts'
import type { Inspection } from '#server/kernel/onnx/inspect/inspect-model.ts'
import { probesOf } from '#server/kernel/onnx/inspect/probes.ts'
import { ModelRefused } from '#server/kernel/onnx/inspect/refusal.ts'
import { settleSignature } from '#server/kernel/onnx/inspect/settle-signature.ts'
import type { ModelSignature } from '#server/kernel/onnx/inspect/signature.ts'
import type { TrialAnswer, TrialRequest } from '#workers/inference/trial/trial-child.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import type { ChildLimits } from '#workers/runtime/run-child.ts'
import { refusalOfEnd } from './child-verdict.ts'
import type { IntakeAnswer, IntakeRequest } from './intake-child.ts'
import { spoolRewritten } from './spool-rewritten.ts'
import { loadRefusal, runVerdict } from './trial-verdict.ts'

export interface ArtifactFile {
  path: string
  digest: string
  sizeBytes: number
}
/** Where the file to serve goes when it is not the one that was sent. */
export interface ServingStore {
  write: (bytes: AsyncIterable<Uint8Array>, maxBytes: number) => Promise<{ digest: string; sizeBytes: number }>
}

const INTAKE_CHILD = fileURLToPath(new URL('./intake-child.ts', import.meta.url))
const TRIAL_CHILD = fileURLToPath(new URL('../inference/trial/trial-child.ts', import.meta.url))

/** Time and memory grow with the file, so that an honest large model passes and a small one gets no room for mischief. */
function limitsFor(sizeBytes: number): ChildLimits {
  const megabytes = sizeBytes / 1024 ** 2
  return { milliseconds: Math.round(14_000 + 200 * megabytes), megabytes: Math.round(1200 + 4 * Math.max(0, megabytes - 50)) }
}

/** The problem of a refusal, with the stage at which it came. */
class RefusedAt extends Error {
  readonly problem: IntakeProblem
  constructor(problem: IntakeProblem) {
    super(problem.detail)
    this.problem = problem
  }
}

async function at<T>(stage: IntakeStage, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ModelRefused ? new RefusedAt({ ...error.refusal, stage }) : error
  }
}

async function inspect(file: ArtifactFile): Promise<Inspection> {
  const limits = limitsFor(file.sizeBytes)
  const request: IntakeRequest = { path: file.path, digest: file.digest }
  const outcome = await runChild<IntakeAnswer>(INTAKE_CHILD, request, limits)
  if (outcome.end !== 'answer') throw new ModelRefused(refusalOfEnd(outcome, limits, 'Reading the file'))
  const { answer } = outcome
  if ('inspection' in answer) return answer.inspection
  if ('refusal' in answer) throw new ModelRefused(answer.refusal)
  if (answer.retry) throw new Error(answer.fault)
  throw new ModelRefused({
    code: 'malformed-protobuf',
    title: 'The file could not be inspected',
    detail: 'The file is put together in a way that the inspection does not expect.',
    fix: 'Export the model again, with another version of the exporter.',
  })
}

async function tryOut(file: ArtifactFile, inspection: Inspection, features: number): Promise<{ signature: ModelSignature; findings: Inspection['findings'] }> {
  const limits = limitsFor(file.sizeBytes)
  const { signature } = inspection
  const request: TrialRequest = { model: { path: file.path, digest: file.digest }, signature, probes: probesOf(signature, features) }
  const outcome = await runChild<TrialAnswer>(TRIAL_CHILD, request, limits)
  if (outcome.end !== 'answer') throw new ModelRefused(refusalOfEnd(outcome, limits, 'A trial run'))
  const { answer } = outcome
  if ('fault' in answer) throw new Error(answer.fault)
  if (!answer.loaded) throw new ModelRefused(loadRefusal(answer.error))
  const verdict = runVerdict(signature, answer.results)
  if ('refusal' in verdict) throw new ModelRefused(verdict.refusal)
  return { signature: settleSignature(signature, answer.results), findings: [...inspection.findings, ...verdict.findings] }
}

const publicTensor = ({ name, datatype, shape }: ModelSignature['inputs'][number]) => ({ name, datatype, shape })

async function examine(file: ArtifactFile, store: ServingStore, declared: Declaration, folder: string): Promise<IntakeOutcome> {
  const inspection = await at('read', () => inspect(file))
  const { rewritten, operators, opsets } = inspection
  const path = join(folder, 'model.onnx')
  const served = rewritten ? { ...file, path, digest: await spoolRewritten(file.path, rewritten, path) } : file
  const { signature, findings } = await at('trial', () => tryOut(served, inspection, declared.features.length))
  await at('declaration', () => checkDeclaration(signature, declared))
  if (rewritten) {
    const stored = await store.write(createReadStream(path), file.sizeBytes + 1024)
    if (stored.digest !== served.digest) throw new Error(`the file to serve changed while it was stored: ${served.digest}, then ${stored.digest}`)
  }
  const shown = { inputs: signature.inputs.map(publicTensor), outputs: signature.outputs.map(publicTensor) }
  return { status: 'ready', servingDigest: served.digest, signature: shown, operators, opsets, findings }
}

/**
 * Looks at an artifact that was sent: reads and checks it in one child process, loads and runs it in another, both with
 * limits of time and memory, and holds it against what was declared. Whatever the file does, it does it to a child.
 * The file to serve is stored only when all is well, and only if a ZipMap had to be cut off.
 * @param declared features and decision of the version, when it names any
 * @throws Error for faults that are not the file's (stored bytes changed, no process to start): worth another try
 */
export async function inspectArtifact(file: ArtifactFile, store: ServingStore, declared: Declaration = { features: [] }): Promise<IntakeOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-intake-'))
  try {
    // The children have a working directory of their own.
    return await examine({ ...file, path: resolve(file.path) }, store, declared, folder)
  } catch (error) {
    if (error instanceof RefusedAt) return { status: 'failed', problem: error.problem }
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
