import { hasFreeRows } from './probes.ts'
import { quoted, refuse } from './refusal.ts'
import type { ModelSignature, SignatureTensor } from './signature.ts'

/** What was declared about a version before its file came. */
export interface Declaration {
  /** Columns that the model takes, in order; none: registered without. */
  features: readonly string[]
  decision?: { output: string; class?: number } | null
}

/** Values per row; undefined while a dimension is free. */
function widthOf({ shape, shaped }: SignatureTensor): number | undefined {
  const inner = shape.slice(1)
  return !shaped || inner.includes(-1) ? undefined : inner.reduce((product, size) => product * size, 1)
}

const list = (names: readonly string[]): string => `${names.slice(0, 5).map(quoted).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`

function checkFeatures({ inputs }: ModelSignature, features: readonly string[]): void {
  const [only] = inputs
  if (inputs.length === 1) {
    const width = widthOf(only)
    if (width === undefined || width === features.length) return
    refuse(
      'features-mismatch',
      `features names ${features.length} columns; input ${quoted(only.name)} takes ${width} values per row.`,
      `Declare the ${width} features that the model was trained on, in their order.`,
    )
  }
  const names = new Set(inputs.map(({ name }) => name))
  const declared = new Set(features)
  const missing = [...names].filter((name) => !declared.has(name))
  if (missing.length > 0)
    refuse(
      'features-mismatch',
      `features does not name ${list(missing)}, which the model takes as an input of its own.`,
      'With several inputs, name each input as a feature, as the file spells it.',
    )
  const foreign = features.filter((feature) => !names.has(feature))
  if (foreign.length > 0)
    refuse('features-mismatch', `features names ${list(foreign)}; the model has no such input.`, `Name the inputs of the model: ${list([...names])}.`)
  const wide = inputs.find((input) => (widthOf(input) ?? 1) !== 1)
  if (wide)
    refuse(
      'features-mismatch',
      `Input ${quoted(wide.name)} takes ${widthOf(wide)} values per row, a column has one.`,
      'Give each feature an input of one value per row, or one tensor for all features.',
    )
}

function checkDecision({ inputs, outputs }: ModelSignature, decision: { output: string; class?: number }): void {
  const output = outputs.find(({ name }) => name === decision.output)
  if (!output)
    refuse(
      'decision-mismatch',
      `decision.output is ${quoted(decision.output)}; the model has no such output.`,
      `Name one of its outputs: ${list(outputs.map(({ name }) => name))}.`,
    )
  if (output.datatype === 'BYTES')
    refuse('decision-mismatch', `decision.output ${quoted(output.name)} is text; a decision needs a number.`, 'Name the output that holds the score.')
  if (inputs.every(hasFreeRows) && output.shaped && output.shape[0] !== -1) {
    refuse(
      'decision-mismatch',
      `decision.output ${quoted(output.name)} has not one entry per row: its shape is [${output.shape.join(', ')}] for any number of rows.`,
      'Name an output whose first dimension is the rows.',
    )
  }
  const width = widthOf(output)
  if (decision.class !== undefined && width !== undefined && decision.class >= width) {
    refuse(
      'decision-mismatch',
      `decision.class is ${decision.class}; output ${quoted(output.name)} has ${width === 1 ? 'one column, 0' : `columns 0 to ${width - 1}`}.`,
      'Declare the column of the positive class.',
    )
  }
}

/**
 * Holds what was declared about a version against its file.
 * @param signature as it came out of the trial runs
 * @throws ModelRefused `features-mismatch`, `decision-mismatch`, naming the field
 */
export function checkDeclaration(signature: ModelSignature, { features, decision }: Declaration): void {
  if (features.length > 0) checkFeatures(signature, features)
  if (decision) checkDecision(signature, decision)
}
