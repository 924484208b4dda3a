import { datasetOperations, snapshotById } from '#server/domain/datasets/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { Refusal, runCommandIn } from '#server/domain/kit/index.ts'
import { inspectSnapshot } from '#workers/tables/inspect-snapshot.ts'
import type { JobSpec } from '../job-worker.ts'

const actor = systemActor('intake')
const isOver = (error: unknown): boolean => error instanceof Refusal && error.problem.slug === 'conflict'

/** Intake of a table: read and profiled in a child, recorded once. */
export const inspectSnapshotJob: JobSpec<'inspect-snapshot'> = {
  name: 'inspect-snapshot',
  async run({ runtime, payload, signal, settle }) {
    const { snapshot, dataset } = await snapshotById(runtime.db, payload.snapshotId)
    if (snapshot.status !== 'processing' || !snapshot.digest) return
    const outcome = await inspectSnapshot({ path: runtime.store.pathOf(snapshot.digest), format: snapshot.format }, dataset.schema, signal)
    await settle(async (tx) => {
      await runCommandIn(tx, runtime, datasetOperations.recordInspection, { actor }, { snapshotId: snapshot.id, outcome })
    }).catch((error: unknown) => {
      if (!isOver(error)) throw error
    })
  },
  async fail(tx, runtime, { snapshotId }, problem) {
    const { snapshot } = await snapshotById(tx, snapshotId)
    if (snapshot.status !== 'processing') return
    await runCommandIn(tx, runtime, datasetOperations.recordInspection, { actor }, { snapshotId, outcome: { status: 'failed', problem } })
  },
}
