import { snapshot } from '#drizzle/schema/datasets.ts'
import { createSnapshotInput, snapshotView as snapshotContract } from '#server/contracts/datasets.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { datasetByName, datasetSubject, snapshotById, snapshotSubject, snapshotView, teamOfDataset } from './internal.ts'

export const createSnapshot = defineCommand({
  name: 'create-snapshot',
  summary: 'Announce a snapshot of a dataset; its bytes are sent afterwards',
  permission: 'dataset:write',
  input: createSnapshotInput,
  output: snapshotContract,
  rest: { method: 'POST', path: '/datasets/{dataset}/snapshots', status: 201 },
  team: teamOfDataset,
  audit: ({ output }) => ({
    subject: snapshotSubject(output.id),
    under: [datasetSubject(output.dataset)],
    detail: { role: output.role, format: output.format, period: output.period },
  }),
  async run({ tx, actor, input }) {
    if (input.period && Date.parse(input.period.from) >= Date.parse(input.period.to)) {
      refuse('invalid', 'The period ends before it begins.', [{ path: 'period.to', message: 'It must lie after period.from.' }])
    }
    const owner = (await datasetByName(tx, input.dataset)).dataset
    const id = newId()
    await tx.insert(snapshot).values({
      id,
      datasetId: owner.id,
      role: input.role,
      format: input.format,
      periodFrom: input.period ? new Date(input.period.from) : null,
      periodTo: input.period ? new Date(input.period.to) : null,
      createdBy: actor.id,
    })
    return snapshotView(await snapshotById(tx, id))
  },
})
