import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { snapshot } from '#drizzle/schema/datasets.ts'
import { uuid } from '#server/contracts/common.ts'
import { snapshotView as snapshotContract } from '#server/contracts/datasets.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineCommand, refuse } from '#server/domain/kit/index.ts'
import { datasetSubject, snapshotById, snapshotSubject, snapshotView, teamOfSnapshot } from './internal.ts'

const MAX_SNAPSHOT_BYTES = 16 * 1024 ** 3

async function admit(db: Queryable, input: { snapshot: string }): Promise<void> {
  const { snapshot: held } = await snapshotById(db, input.snapshot)
  if (held.status !== 'pending') {
    refuse('content-already-sent', 'This snapshot has its bytes already; a snapshot is never replaced. Create a new one.')
  }
}

/** Takes the bytes of a snapshot, once; a worker reads and profiles them. */
export const putContent = defineCommand({
  name: 'put-content',
  summary: 'Send the CSV or Parquet bytes of a snapshot, once',
  permission: 'dataset:write',
  input: z.object({ snapshot: uuid }),
  output: snapshotContract,
  rest: { method: 'PUT', path: '/snapshots/{snapshot}/content', status: 202 },
  team: teamOfSnapshot,
  audit: ({ output }) => ({
    subject: snapshotSubject(output.id),
    under: [datasetSubject(output.dataset)],
    detail: { digest: output.digest, sizeBytes: output.sizeBytes },
  }),
  content: { maxBytes: MAX_SNAPSHOT_BYTES, admit },
  async run({ tx, input, content, enqueue }) {
    if (!content) refuse('malformed-request', 'The body must hold the bytes of the table.')
    const [held] = await tx.select({ status: snapshot.status }).from(snapshot).where(eq(snapshot.id, input.snapshot)).for('update')
    if (held?.status !== 'pending') await admit(tx, input)
    await tx.update(snapshot).set({ status: 'processing', digest: content.digest, sizeBytes: content.sizeBytes }).where(eq(snapshot.id, input.snapshot))
    await enqueue('inspect-snapshot', { snapshotId: input.snapshot })
    return snapshotView(await snapshotById(tx, input.snapshot))
  },
})
