import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { label, prediction } from '#drizzle/schema/serving.ts'
import { labelsInput } from '#server/contracts/serving.ts'
import type { FieldError } from '#server/contracts/problems.ts'
import type { Tx } from '#server/db/client.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { modelByName, modelSubject, teamOfModel } from '#server/domain/registry/index.ts'
import { newestRowOfEntity } from './internal.ts'

type GivenLabel = z.output<typeof labelsInput>['labels'][number]

function labelErrors(labels: GivenLabel[]): FieldError[] {
  return labels.flatMap((given, i) => {
    const byRow = given.predictionId !== undefined && given.row !== undefined
    if ((given.entityId !== undefined) !== byRow) return []
    return [{ path: `labels.${i}`, message: 'Say either entityId, or predictionId and row.', fix: 'Send one of the two.' }]
  })
}

async function targetOf(tx: Tx, modelId: string, given: GivenLabel): Promise<{ predictionId: string; row: number } | null> {
  if (given.entityId !== undefined) return newestRowOfEntity(tx, modelId, given.entityId)
  if (given.predictionId === undefined || given.row === undefined) return null
  const [held] = await tx.select({ modelId: prediction.modelId, rows: prediction.rows }).from(prediction).where(eq(prediction.id, given.predictionId))
  return held?.modelId === modelId && given.row < held.rows ? { predictionId: given.predictionId, row: given.row } : null
}

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
    const counts = { accepted: 0, duplicate: 0, unknown: 0 }
    for (const given of input.labels) {
      const target = await targetOf(tx, model.id, given)
      if (!target) {
        counts.unknown++
        continue
      }
      const made = await tx
        .insert(label)
        .values({ id: newId(), modelId: model.id, ...target, label: String(given.label), observedAt: new Date(given.observedAt), receivedAt: now })
        .onConflictDoNothing()
        .returning({ id: label.id })
      counts[made.length > 0 ? 'accepted' : 'duplicate']++
    }
    return counts
  },
})
