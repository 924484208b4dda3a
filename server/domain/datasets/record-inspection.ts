import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { snapshot } from '#drizzle/schema/datasets.ts'
import { uuid } from '#server/contracts/common.ts'
import { snapshotColumn, snapshotFinding, snapshotView as snapshotContract } from '#server/contracts/datasets.ts'
import { storedProblem } from '#server/contracts/problems.ts'
import { defineCommand, refuse } from '#server/domain/kit/index.ts'
import { datasetSubject, snapshotById, snapshotSubject, snapshotView } from './internal.ts'

const outcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ready'), rows: z.number().int().min(0), columns: z.array(snapshotColumn), findings: z.array(snapshotFinding) }),
  z.object({ status: z.literal('failed'), problem: storedProblem }),
])
export type InspectionOutcome = z.infer<typeof outcome>

/** What a worker found in the bytes of a snapshot; written once. */
export const recordInspection = defineCommand({
  name: 'record-inspection',
  summary: 'Record what was found in the bytes of a snapshot',
  permission: 'dataset:write',
  input: z.object({ snapshotId: uuid, outcome }),
  output: snapshotContract,
  rest: null,
  team: async (db, input) => (await snapshotById(db, input.snapshotId)).dataset.teamId,
  audit: ({ output }) => ({
    subject: snapshotSubject(output.id),
    under: [datasetSubject(output.dataset)],
    detail: { status: output.status, rows: output.rows, problem: output.problem?.code ?? null },
  }),
  async run({ tx, input }) {
    const [held] = await tx.select({ status: snapshot.status }).from(snapshot).where(eq(snapshot.id, input.snapshotId)).for('update')
    if (held?.status !== 'processing') refuse('conflict', 'The inspection of this snapshot is over.')
    await tx.update(snapshot).set(input.outcome).where(eq(snapshot.id, input.snapshotId))
    return snapshotView(await snapshotById(tx, input.snapshotId))
  },
})
