import { createReadStream } from 'node:fs'
import type { Actor } from '#server/contracts/actor.ts'
import type { Decision, Signature } from '#server/contracts/registry.ts'
import { ensureDefaults } from '#server/domain/defaults.ts'
import { identityOperations, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { makePerson } from './people.ts'
import { decideOn, openRequest } from './registry.ts'

const system = { actor: systemActor('test') }

export interface OnnxFile {
  path: string
  signature: Signature
  features: string[]
  decision: Decision
  operators?: string[]
}

/** A model with a version that has passed intake, and the people around it. */
export interface RegisteredModel {
  model: string
  version: string
  versionId: string
  servingDigest: string
  engineer: Actor
  reviewer: Actor
  officer: Actor
}

export interface LiveModel extends RegisteredModel {
  grantId: string
  deploymentId: string
}

let made = 0

/** Registers a real ONNX file as a model of low risk, as intake would have left it; the signature is taken as given. */
export async function registerModel(runtime: Runtime, file: OnnxFile, team = 'lending'): Promise<RegisteredModel> {
  await ensureDefaults(runtime)
  const [engineer, reviewer, officer] = await Promise.all([
    makePerson(runtime, 'ml-engineer', team),
    makePerson(runtime, 'reviewer', team),
    makePerson(runtime, 'compliance-officer', team),
  ])
  const as = { actor: engineer }
  const model = `live-${++made}`
  await runOperation(runtime, registryOperations.createModel, as, {
    name: model,
    team,
    description: 'Ranks offers',
    purpose: 'marketing',
    exposure: 'internal',
  })
  const { version, id: versionId } = await runOperation(runtime, registryOperations.createVersion, as, {
    model,
    features: file.features,
    decision: file.decision,
  })
  const content = await runtime.store.write(createReadStream(file.path), 2 ** 31)
  await runOperation(runtime, registryOperations.putArtifact, { ...as, content }, { model, version })
  const outcome = {
    status: 'ready' as const,
    servingDigest: content.digest,
    signature: file.signature,
    operators: file.operators ?? [],
    opsets: {},
    findings: [],
  }
  await runOperation(runtime, registryOperations.recordIntake, system, { versionId, outcome })
  return { model, version, versionId, servingDigest: content.digest, engineer, reviewer, officer }
}

/** Has the version approved and deployed. */
export async function goLive(runtime: Runtime, registered: RegisteredModel): Promise<LiveModel> {
  const { model, version, versionId, servingDigest, engineer, reviewer } = registered
  const request = await openRequest(runtime, engineer, { id: versionId, model, version, servingDigest, dataset: '', snapshot: '' })
  await decideOn(runtime, reviewer, request)
  const deployment = await runOperation(runtime, servingOperations.deploy, { actor: engineer }, { model, version, environment: 'production' })
  return { ...registered, grantId: deployment.grantId, deploymentId: deployment.id }
}

export const liveModel = async (runtime: Runtime, file: OnnxFile, team?: string): Promise<LiveModel> =>
  goLive(runtime, await registerModel(runtime, file, team))

/** A personal key of somebody. */
export const keyOf = async (runtime: Runtime, actor: Actor): Promise<string> =>
  (await runOperation(runtime, identityOperations.createMyKey, { actor }, { name: 'test' })).key
