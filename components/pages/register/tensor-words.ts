import { plural } from '../../ui/format.ts'
import type { TensorDeclaration } from '#server/contracts/registry.ts'

/** "features FP32 [any, 16]". Pure. */
export const tensorWords = ({ name, datatype, shape }: TensorDeclaration): string =>
  `${name} ${datatype} [${shape.map((size) => (size < 0 ? 'any' : String(size))).join(', ')}]`

/** Values per row of a tensor whose first dimension is the rows; null while one is free. Pure. */
export function valuesPerRow({ shape }: TensorDeclaration): number | null {
  const inner = shape.slice(1)
  return inner.includes(-1) || shape.length === 0 ? null : inner.reduce((product, size) => product * size, 1)
}

/** "FP32, 2 columns": what an output gives for each row. Pure. */
export function outputWords(tensor: TensorDeclaration): string {
  const width = valuesPerRow(tensor)
  return width === null ? tensor.datatype : `${tensor.datatype}, ${plural(width, 'column')}`
}
