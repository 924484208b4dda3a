import type { PredictionView } from '#server/contracts/serving.ts'
import type { Decision } from '#server/contracts/registry.ts'
import { formatMetric } from '../../ui/format.ts'

/** Reads rows out of the tensors of a recorded prediction. Pure. */

type Tensor = PredictionView['inputs'][number]

export interface NamedValue {
  readonly name: string
  readonly value: unknown
}

/** The values of one row, whether the tensor was written flat or nested. */
function rowOf(tensor: Tensor, row: number): unknown[] {
  const flat = tensor.data.flat(Infinity)
  const width = tensor.shape.slice(1).reduce((product, size) => product * size, 1)
  return flat.slice(row * width, (row + 1) * width)
}

const named = (tensor: Tensor, row: number, names: readonly string[]): NamedValue[] => {
  const values = rowOf(tensor, row)
  return values.map((value, i) => ({ name: values.length === 1 ? (names[0] ?? tensor.name) : (names[i] ?? `${tensor.name}[${i}]`), value }))
}

/** One input tensor takes the features in their order, several are the columns of their name. */
export function inputsOfRow(prediction: Pick<PredictionView, 'inputs'>, features: readonly string[], row: number): NamedValue[] {
  const [only, ...more] = prediction.inputs
  if (only && more.length === 0) return named(only, row, rowOf(only, row).length === features.length ? features : [])
  return prediction.inputs.flatMap((tensor) => named(tensor, row, []))
}

type Cell = number | string | boolean | null
const isCell = (value: unknown): value is Cell => value === null || ['number', 'string', 'boolean'].includes(typeof value)

/** The row by feature, as it can be asked about again; null where its values are not one for each feature. */
export function givenRow(values: readonly NamedValue[], features: readonly string[]): Record<string, Cell> | null {
  const row: Record<string, Cell> = {}
  for (const { name, value } of values) if (features.includes(name) && isCell(value)) row[name] = value
  return features.length > 0 && features.every((feature) => feature in row) ? row : null
}

export const outputsOfRow = (prediction: Pick<PredictionView, 'outputs'>, row: number): NamedValue[] =>
  prediction.outputs.flatMap((tensor) => named(tensor, row, []))

export interface Outcome {
  readonly score: number
  /** Null where the version decides nothing, as in regression. */
  readonly threshold: number | null
  readonly positive: boolean | null
}

/** The score of a row and what follows from it; null where the version does not say which output, and which column of several, is the score. */
export function outcomeOf(prediction: Pick<PredictionView, 'outputs' | 'threshold'>, decision: Decision | null, row: number): Outcome | null {
  const tensor = decision ? prediction.outputs.find((output) => output.name === decision.output) : undefined
  if (!decision || !tensor) return null
  const scores = rowOf(tensor, row)
  if (scores.length > 1 && decision.class === undefined) return null
  const score = scores[decision.class ?? 0]
  if (typeof score !== 'number') return null
  const { threshold } = prediction
  return { score, threshold, positive: threshold === null ? null : score >= threshold }
}

/** The class that was answered for a row, where an output says one: a whole number or a text for each row. */
export function answeredClass(prediction: Pick<PredictionView, 'outputs' | 'rows'>, row: number): string | null {
  const tensor = prediction.outputs.find(({ datatype, data }) => !datatype.startsWith('FP') && datatype !== 'BOOL' && data.length === prediction.rows)
  return tensor ? valueWords(rowOf(tensor, row)[0]) : null
}

/** A value of a tensor in words: a missing one is "missing", not 0. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))) return 'missing'
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? formatMetric(value, 0)
      : formatMetric(Number(value.toPrecision(6)), value !== 0 && Math.abs(value) < 1e-4 ? undefined : 4)
          .replace(/(\.\d*?)0+$/, '$1')
          .replace(/\.$/, '')
  return typeof value === 'boolean' || typeof value === 'string' ? String(value) : JSON.stringify(value)
}

/** Score and threshold with enough digits that they do not look equal when they are not. */
export function scoreWords(score: number, threshold: number | null): string {
  for (let decimals = 3; decimals < 9; decimals++) {
    const text = formatMetric(score, decimals)
    if (threshold === null || score === threshold || Number(text.replaceAll(',', '').replace('−', '-')) !== threshold) return text
  }
  return String(score)
}
