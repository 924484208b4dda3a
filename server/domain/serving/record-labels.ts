import { z } from 'zod'
import { label } from '#drizzle/schema/serving.ts'
import { labelsInput } from '#server/contracts/serving.ts'
import type { GivenLabel } from '#server/contracts/serving.ts'
import type { FieldError } from '#server/contracts/problems.ts'
import type { Tx } from '#server/db/client.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { modelByName, modelSubject, teamOfModel } from '#server/domain/registry/index.ts'
import { labelTargets } from './label-targets.ts'

type NewLabel = typeof label.$inferInsert

function labelErrors(labels: GivenLabel[]): FieldError[] {
  return labels.flatMap((given, i) => {
    const byRow = given.predictionId !== undefined && given.row !== undefined
    if ((given.entityId !== undefined) !== byRow) return []
    return [{ path: `labels.${i}`, message: 'Say either entityId, or predictionId and row.', fix: 'Send one of the two.' }]
  })
}

const attributesOf = ({ attributes }: GivenLabel): Record<string, string> | null =>
  attributes ? Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)])) : null

/** A statement takes 65,535 parameters: eight a label. */
const INSERTED = 5000

const inOrder = (a: NewLabel, b: NewLabel): number =>
  a.predictionId === b.predictionId
    ? a.row - b.row || textOrder(a.label, b.label) || a.observedAt.getTime() - b.observedAt.getTime()
    : textOrder(a.predictionId, b.predictionId)
const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Adds what is not there yet and resolves to how many that were; in one order always, so that two that send the same ones do not wait for each other. */
async function addLabels(tx: Tx, known: NewLabel[]): Promise<number> {
  const sorted = known.toSorted(inOrder)
  let accepted = 0
  for (let from = 0; from < sorted.length; from += INSERTED) {
    const part = sorted.slice(from, from + INSERTED)
    accepted += (await tx.insert(label).values(part).onConflictDoNothing().returning({ id: label.id })).length
  }
  return accepted
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
    const targets = await labelTargets(tx, model.id, input.labels)
    const known = input.labels.flatMap((given, i) => {
      const target = targets[i]
      if (!target) return []
      const made = { label: String(given.label), attributes: attributesOf(given), observedAt: new Date(given.observedAt), receivedAt: now }
      return [{ id: newId(), modelId: model.id, ...target, ...made }]
    })
    const accepted = await addLabels(tx, known)
    return { accepted, duplicate: known.length - accepted, unknown: input.labels.length - known.length }
  },
})
