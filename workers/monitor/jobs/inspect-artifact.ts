import { Refusal, runCommandIn } from '#server/domain/kit/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { registryOperations, versionById } from '#server/domain/registry/index.ts'
import { inspectArtifact } from '#workers/intake/inspect-artifact.ts'
import type { JobSpec } from '../job-worker.ts'

const actor = systemActor('intake')
const isOver = (error: unknown): boolean => error instanceof Refusal && error.problem.slug === 'conflict'

/** Intake of an ONNX file: looked at in children, recorded once. */
export const inspectArtifactJob: JobSpec<'inspect-artifact'> = {
  name: 'inspect-artifact',
  async run({ runtime, payload, settle }) {
    const { version } = await versionById(runtime.db, payload.versionId)
    if (version.status !== 'processing' || !version.artifactDigest) return
    const file = { path: runtime.store.pathOf(version.artifactDigest), digest: version.artifactDigest, sizeBytes: version.sizeBytes ?? 0 }
    const outcome = await inspectArtifact(file, runtime.store, { features: version.features, decision: version.decision })
    await settle(async (tx) => {
      await runCommandIn(tx, runtime, registryOperations.recordIntake, { actor }, { versionId: version.id, outcome })
    }).catch((error: unknown) => {
      if (!isOver(error)) throw error
    })
  },
  async fail(tx, runtime, { versionId }, problem) {
    const { version } = await versionById(tx, versionId)
    if (version.status !== 'processing') return
    await runCommandIn(tx, runtime, registryOperations.recordIntake, { actor }, { versionId, outcome: { status: 'failed', problem } })
  },
}
