import { and, eq, max } from 'drizzle-orm'
import { dataset, snapshot } from '#drizzle/schema/datasets.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { createVersionInput, versionView as versionContract } from '#server/contracts/registry.ts'
import type { Tx } from '#server/db/client.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { modelByName, modelSubject, teamOfModel, versionById, versionSubject, versionView } from './internal.ts'

async function datasetIdOf(tx: Tx, name: string | undefined): Promise<string | null> {
  if (name === undefined) return null
  const [row] = await tx.select({ id: dataset.id }).from(dataset).where(eq(dataset.name, name))
  if (!row)
    refuse('invalid', `There is no dataset ${name}.`, [{ path: 'dataset', message: `There is no dataset ${name}.`, fix: 'Register the dataset first.' }])
  return row.id
}

async function checkSnapshot(tx: Tx, id: string | undefined): Promise<void> {
  if (id === undefined) return
  const [row] = await tx.select({ id: snapshot.id }).from(snapshot).where(eq(snapshot.id, id))
  if (!row) refuse('invalid', 'There is no such training snapshot.', [{ path: 'trainingSnapshot', message: 'Unknown snapshot.' }])
}

async function parentIdOf(tx: Tx, modelId: string, number: string | undefined): Promise<string | null> {
  if (number === undefined) return null
  const [row] = await tx
    .select({ id: modelVersion.id })
    .from(modelVersion)
    .where(and(eq(modelVersion.modelId, modelId), eq(modelVersion.number, Number(number))))
  if (!row) refuse('invalid', `This model has no version ${number}.`, [{ path: 'parentVersion', message: 'Unknown version of this model.' }])
  return row.id
}

function checkFeatures(features: string[]): void {
  const repeated = features.find((feature, i) => features.indexOf(feature) !== i)
  if (repeated !== undefined) {
    refuse('invalid', `The feature ${repeated} is named twice.`, [
      { path: 'features', message: `${repeated} is named twice.`, fix: 'Name each feature once, in the order of the input tensor.' },
    ])
  }
}

export const createVersion = defineCommand({
  name: 'create-version',
  summary: 'Register the next version of a model; its artifact is sent afterwards',
  permission: 'model:write',
  input: createVersionInput,
  output: versionContract,
  rest: { method: 'POST', path: '/models/{model}/versions', status: 201 },
  team: teamOfModel,
  audit: ({ output }) => ({
    subject: versionSubject(output),
    under: [modelSubject(output.model)],
    detail: { dataset: output.dataset, features: output.features.length, sourceCommit: output.sourceCommit },
  }),
  async run({ tx, actor, input }) {
    checkFeatures(input.features)
    const owner = (await modelByName(tx, input.model)).model
    await checkSnapshot(tx, input.trainingSnapshot)
    // The model row is the lock under which numbers are given out one by one.
    await tx.select({ id: model.id }).from(model).where(eq(model.id, owner.id)).for('update')
    const [last] = await tx
      .select({ number: max(modelVersion.number) })
      .from(modelVersion)
      .where(eq(modelVersion.modelId, owner.id))
    const id = newId()
    await tx.insert(modelVersion).values({
      id,
      modelId: owner.id,
      number: (last?.number ?? 0) + 1,
      description: input.description ?? '',
      datasetId: await datasetIdOf(tx, input.dataset),
      features: input.features,
      decision: input.decision ?? null,
      trainingSnapshotId: input.trainingSnapshot ?? null,
      parentVersionId: await parentIdOf(tx, owner.id, input.parentVersion),
      sourceRun: input.sourceRun ?? null,
      sourceCommit: input.sourceCommit ?? null,
      parameters: input.parameters ?? {},
      metrics: input.metrics ?? {},
      tags: input.tags ?? {},
      createdBy: actor.id,
    })
    return versionView(await versionById(tx, id))
  },
})
