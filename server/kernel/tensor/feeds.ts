import { allocate, DATATYPES } from './datatype.ts'
import type { Datatype, Tensor, TensorValues } from './datatype.ts'
import { TensorError } from './decode.ts'
import type { Declaration } from './decode.ts'
import { fromHalf, toHalf } from './half.ts'

export type FeatureCell = number | string | null
/** Rows column by column, one column per feature in the version's order; NaN or null is missing. */
export type FeatureCells = (Float64Array | FeatureCell[])[]

const INTEGERS: ReadonlySet<Datatype> = new Set(['UINT8', 'UINT16', 'UINT32', 'UINT64', 'INT8', 'INT16', 'INT32', 'INT64', 'BOOL'])

/** A cell as a numeric input reads it: missing is NaN, text is read as a number. */
export const cellNumber = (cell: FeatureCell): number => (typeof cell === 'number' ? cell : cell === null || cell === '' ? Number.NaN : Number(cell))

/** A cell as a text input reads it: missing is the empty text. */
export const cellText = (cell: FeatureCell): string => (typeof cell === 'string' ? cell : cell === null || Number.isNaN(cell) ? '' : String(cell))

export const rowsOfCells = (cells: FeatureCells): number => cells[0]?.length ?? 0

/** Rows that a model takes at once where its declaration fixes the first dimension, else null. */
export function fixedBatch(inputs: readonly Declaration[]): number | null {
  const fixed = inputs.map(({ shape }) => shape[0] ?? -1).filter((dim) => dim >= 0)
  return fixed.length === 0 ? null : Math.min(...fixed)
}

/** Rows [from, to) of every column. */
export const sliceCells = (cells: FeatureCells, from: number, to: number): FeatureCells => cells.map((column) => column.slice(from, to))

function dimsOf(input: Declaration, rows: number, width: number): number[] {
  const trailing = input.shape.slice(1)
  const known = trailing.reduce((product, dim) => (dim >= 0 ? product * dim : product), 1)
  const free = trailing.filter((dim) => dim < 0).length
  const rest = width / known
  const fits = free === 0 ? rest === 1 : free === 1 ? Number.isInteger(rest) : trailing.length === 1
  if (!fits)
    throw new TensorError(
      `Input "${input.name}" takes rows of shape [${trailing.map((dim) => (dim < 0 ? 'N' : dim)).join(', ')}], which ${width} features do not fill.`,
    )
  return [rows, ...trailing.map((dim) => (dim < 0 ? rest : dim))]
}

function wholeAt(input: Declaration, feature: string, row: number, cell: FeatureCell): number {
  const value = cellNumber(cell)
  if (Number.isInteger(value)) return value
  const found = Number.isNaN(value) ? 'no number' : String(value)
  throw new TensorError(`Feature "${feature}" has ${found} in row ${row}, but input "${input.name}" takes ${input.datatype}.`)
}

/** Writes one feature's column to every `width`-th place from `at` on. */
function write(
  input: Declaration,
  datatype: Datatype,
  values: TensorValues,
  feature: string,
  column: Float64Array | FeatureCell[],
  width: number,
  at: number,
): void {
  const rows = column.length
  if (Array.isArray(values)) for (let row = 0; row < rows; row++) values[row * width + at] = cellText(column[row])
  else if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    for (let row = 0; row < rows; row++) values[row * width + at] = BigInt(wholeAt(input, feature, row, column[row]))
  } else if (datatype === 'FP16') for (let row = 0; row < rows; row++) values[row * width + at] = toHalf(cellNumber(column[row]))
  else if (INTEGERS.has(datatype)) for (let row = 0; row < rows; row++) values[row * width + at] = wholeAt(input, feature, row, column[row])
  else if (column instanceof Float64Array) for (let row = 0; row < rows; row++) values[row * width + at] = column[row]
  else for (let row = 0; row < rows; row++) values[row * width + at] = cellNumber(column[row])
}

/**
 * Rows of features as the tensors a model takes: one input takes the features in order, several take the column of their
 * name. Missing is NaN in floating-point inputs and the empty text in BYTES.
 *
 * @param features names in the version's order, one column of `cells` each
 * @throws TensorError naming the input or feature that does not fit (a missing value for an integer input, too)
 */
export function feedsOf(signature: { inputs: readonly Declaration[] }, features: readonly string[], cells: FeatureCells): Tensor[] {
  const rows = rowsOfCells(cells)
  if (cells.length !== features.length || cells.some((column) => column.length !== rows)) {
    throw new TensorError(`Rows of ${features.length} features need as many columns of one length; there are ${cells.length}.`)
  }
  const { inputs } = signature
  const indexOf = new Map(features.map((feature, index) => [feature, index]))
  return inputs.map((input): Tensor => {
    const datatype = DATATYPES.find((known) => known === input.datatype)
    if (!datatype) throw new TensorError(`Input "${input.name}" has datatype ${input.datatype}, which features cannot fill.`)
    const taken = inputs.length === 1 ? features.map((_, index) => index) : [indexOf.get(input.name) ?? -1]
    if (taken[0] === -1) throw new TensorError(`Input "${input.name}" has no feature of its name.`)
    const dims = dimsOf(input, rows, taken.length)
    const values = allocate(datatype, rows * taken.length)
    taken.forEach((index, at) => write(input, datatype, values, features[index], cells[index], taken.length, at))
    return { name: input.name, datatype, dims, values }
  })
}

/**
 * The decision score of each row: a column of an output (the first where no class is named).
 *
 * @throws TensorError where the output is missing, has no such column, or holds text
 */
export function scoresOf(outputs: readonly Tensor[], decision: { output: string; class?: number }): Float64Array {
  const output = outputs.find(({ name }) => name === decision.output)
  if (!output) throw new TensorError(`The model has no output "${decision.output}".`)
  const { values, dims, datatype } = output
  if (Array.isArray(values)) throw new TensorError(`Output "${decision.output}" holds text, which is no score.`)
  const rows = dims.length === 0 ? 1 : dims[0]
  const width = rows === 0 ? 1 : values.length / rows
  const column = decision.class ?? 0
  if (column >= width) throw new TensorError(`Output "${decision.output}" has ${width} columns, no column ${column}.`)
  const at = (row: number): number => Number(values[row * width + column])
  return Float64Array.from({ length: rows }, (_, row) => (datatype === 'FP16' ? fromHalf(at(row)) : at(row)))
}
