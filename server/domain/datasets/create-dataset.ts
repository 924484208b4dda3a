import { eq } from 'drizzle-orm'
import { dataset } from '#drizzle/schema/datasets.ts'
import { createDatasetInput, datasetView as datasetContract } from '#server/contracts/datasets.ts'
import type { DatasetSchema } from '#server/contracts/datasets.ts'
import type { FieldError } from '#server/contracts/problems.ts'
import { teamIdOf } from '#server/domain/identity/index.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { datasetByName, datasetSubject, datasetView } from './internal.ts'

/** Columns have one role each: a label or an id among the features would leak the answer into the model. */
function schemaErrors(schema: DatasetSchema): FieldError[] {
  const errors: FieldError[] = []
  const features = new Set(schema.features)
  for (const role of ['label', 'entityId'] as const) {
    const column = schema[role]
    if (column !== undefined && features.has(column)) {
      errors.push({ path: `schema.${role}`, message: `${column} is also a feature.`, fix: 'Take it out of features.' })
    }
  }
  const repeated = schema.features.find((feature, i) => schema.features.indexOf(feature) !== i)
  if (repeated !== undefined) errors.push({ path: 'schema.features', message: `${repeated} is named twice.` })
  const stray = schema.categorical?.find((column) => !features.has(column))
  if (stray !== undefined) errors.push({ path: 'schema.categorical', message: `${stray} is not among the features.` })
  return errors
}

export const createDataset = defineCommand({
  name: 'create-dataset',
  summary: 'Register a dataset with label, features, protected attributes and keys',
  permission: 'dataset:write',
  input: createDatasetInput,
  output: datasetContract,
  rest: { method: 'POST', path: '/datasets', status: 201 },
  team: (db, input) => teamIdOf(db, input.team),
  audit: ({ output }) => ({
    subject: datasetSubject(output.name),
    under: [],
    detail: { team: output.team, features: output.schema.features.length, protectedAttributes: output.schema.protectedAttributes },
  }),
  async run({ tx, actor, input }) {
    const errors = schemaErrors(input.schema)
    if (errors.length > 0) refuse('invalid', 'The schema contradicts itself.', errors)
    const [taken] = await tx.select({ id: dataset.id }).from(dataset).where(eq(dataset.name, input.name))
    if (taken) refuse('already-exists', `A dataset ${input.name} exists already.`, [{ path: 'name', message: 'Taken.', fix: 'Choose another name.' }])
    await tx.insert(dataset).values({
      id: newId(),
      name: input.name,
      teamId: await teamIdOf(tx, input.team),
      description: input.description ?? '',
      schema: input.schema,
      createdBy: actor.id,
    })
    return datasetView(await datasetByName(tx, input.name))
  },
})
