import { z } from 'zod'
import { label } from '#drizzle/schema/serving.ts'
import { labelsInput } from '#server/contracts/serving.ts'
import type { GivenLabel } from '#server/contracts/serving.ts'
import type { FieldError } from '#server/contracts/problems.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { modelByName, modelSubject, teamOfModel } from '#server/domain/registry/index.ts'
import { labelTargets } from './label-targets.ts'

function labelErrors(labels: GivenLabel[]): FieldError[] {
  return labels.flatMap((given, i) => {
    const byRow = given.predictionId !== undefined && given.row !== undefined
    if ((given.entityId !== undefined) !== byRow) return []
    return [{ path: `labels.${i}`, message: 'Say either entityId, or predictionId and row.', fix: 'Send one of the two.' }]
  })
}

const attributesOf = ({ attributes }: GivenLabel): Record<string, string> | null =>
  attributes ? Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)])) : null

/** Joins what turned out to be true to predicted rows: by entity (its newest prediction) or by prediction and row. */
export const recordLabels = defineCommand({
  name: 'record-labels',
  summary: 'Record what turned out to be true for predicted rows',
  permission: 'label:write',
  input: labelsInput,
  output: z.object({ accepted: z.number().int(), duplicate: z.number().int(), unknown: z.number().int() }),
  rest: { method: 'POST', path: '/models/{model}/labels' },
  team: teamOfModel,
  audit: ({ input, output }) => ({ subject: modelSubject(input.model), under: [], detail: output }),
  async run({ tx, input, now }) {
    const errors = labelErrors(input.labels)
    if (errors.length > 0) refuse('invalid', 'Some labels do not say what they are about.', errors)
    const { model } = await modelByName(tx, input.model)
    const targets = await labelTargets(tx, model.id, input.labels)
    const known = input.labels.flatMap((given, i) => {
      const target = targets[i]
      if (!target) return []
      const made = { label: String(given.label), attributes: attributesOf(given), observedAt: new Date(given.observedAt), receivedAt: now }
      return [{ id: newId(), modelId: model.id, ...target, ...made }]
    })
    const made = known.length === 0 ? [] : await tx.insert(label).values(known).onConflictDoNothing().returning({ id: label.id })
    return { accepted: made.length, duplicate: known.length - made.length, unknown: input.labels.length - known.length }
  },
})
