import type { FieldError } from '#server/contracts/problems.ts'
import type { Signature } from '#server/contracts/registry.ts'
import { whatIfAnswer, whatIfInput } from '#server/contracts/serving.ts'
import { defineQuery, refuse } from '#server/domain/kit/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'

type Value = number | string | boolean | null

/** Whether a feature goes to a text input: one input takes all features, several the one of their name. */
function takesText({ inputs }: Signature, feature: string): boolean {
  const input = inputs.length === 1 ? inputs[0] : inputs.find(({ name }) => name === feature)
  return input?.datatype === 'BYTES'
}

function problemOf(signature: Signature, feature: string, value: Value | undefined): FieldError[] {
  const path = `row.${feature}`
  if (value === undefined) return [{ path, message: 'The row has no value for this feature.', fix: 'Send null for a missing value.' }]
  if (typeof value !== 'string' || takesText(signature, feature)) return []
  const isNumber = value.trim() !== '' && Number.isFinite(Number(value))
  return isNumber ? [] : [{ path, message: 'The model takes a finite number here.', fix: 'Send a number, or null for a missing value.' }]
}

function cellOf(signature: Signature, feature: string, value: Value): number | string | null {
  if (value === null || typeof value === 'number') return value
  if (takesText(signature, feature)) return String(value)
  return Number(value)
}

/**
 * What the model would answer for a changed row, and why: scored and explained by the inference worker against the baseline
 * of the newest explanation evidence. Nothing is decided about anybody, so it takes no grant and leaves no prediction.
 */
export const whatIf = defineQuery({
  name: 'what-if',
  summary: 'Score and explain a row that is not recorded',
  permission: 'read',
  input: whatIfInput,
  output: whatIfAnswer,
  rest: { method: 'POST', path: '/models/{model}/versions/{version}/what-if' },
  async run({ db, input, inference }) {
    const { version } = await versionByKey(db, input)
    const { features, signature } = version
    if (version.status !== 'ready' || !signature) refuse('not-ready', 'The artifact of this version has not passed intake.')
    if (features.length === 0) refuse('not-assessable', 'The version declares no features, so a row cannot be given to the model.')
    const unknown = Object.keys(input.row).filter((name) => !features.includes(name))
    const errors = [
      ...unknown.map((name): FieldError => ({ path: `row.${name}`, message: 'The version has no such feature.', fix: 'Leave it out.' })),
      ...features.flatMap((feature) => problemOf(signature, feature, input.row[feature])),
    ]
    if (errors.length > 0) refuse('invalid', `The row does not fit the features: ${errors.map(({ path }) => path.slice(4)).join(', ')}.`, errors)
    return inference.whatIf(
      version.id,
      features.map((feature) => cellOf(signature, feature, input.row[feature])),
    )
  },
})
