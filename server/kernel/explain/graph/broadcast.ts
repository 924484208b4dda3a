import type { Column, ConstantTensor, RowTensor } from './columns.ts'
import { NotAdditiveError } from './columns.ts'

const product = (dims: readonly number[]): number => dims.reduce((total, dim) => total * dim, 1)

/** A constant as a row tensor's columns: right-aligned with `rank` dimensions per row, a leading 1 for the batch dropped. */
function perRow(tensor: ConstantTensor, rank: number, where: string): RowTensor {
  let dims = tensor.dims
  while (dims.length > rank && dims[0] === 1) dims = dims.slice(1)
  if (dims.length > rank) throw new NotAdditiveError(`${where} mixes rows: a constant of shape [${tensor.dims.join(', ')}]`)
  const columns = tensor.values.map((value): Column => ({ kind: 'constant', value }))
  return { kind: 'rows', shape: dims, type: tensor.type, columns }
}

/** Position in a tensor of `shape` of the element at `index` of the broadcast `target` shape. */
function sourceIndex(shape: readonly number[], target: readonly number[], index: number): number {
  let rest = index
  let position = 0
  let stride = 1
  for (let axis = target.length - 1; axis >= 0; axis--) {
    const at = rest % target[axis]
    rest = Math.floor(rest / target[axis])
    const own = axis - (target.length - shape.length)
    if (own < 0) continue
    if (shape[own] !== 1) position += at * stride
    stride *= shape[own]
  }
  return position
}

/**
 * Brings tensors to one shape per row, by ONNX's (NumPy's) broadcasting rules, and combines them element by element.
 *
 * @throws NotAdditiveError when the rules would combine different rows
 */
export function broadcast(
  tensors: readonly (RowTensor | ConstantTensor)[],
  where: string,
  combine: (columns: Column[]) => Column,
): { shape: readonly number[]; columns: Column[] } {
  const rowed = tensors.filter((tensor) => tensor.kind === 'rows')
  const rank = Math.max(...rowed.map((tensor) => tensor.shape.length))
  if (rowed.some((tensor) => tensor.shape.length !== rank)) throw new NotAdditiveError(`${where} combines different rows`)
  const parts = tensors.map((tensor) => (tensor.kind === 'rows' ? tensor : perRow(tensor, rank, where)))
  const shape = Array.from({ length: rank }, (_, axis) => {
    const sizes = parts.map((part) => part.shape[axis - (rank - part.shape.length)] ?? 1)
    const size = Math.max(...sizes)
    if (sizes.some((own) => own !== 1 && own !== size)) throw new NotAdditiveError(`${where} has inputs whose shapes do not match`)
    return size
  })
  const columns = Array.from({ length: product(shape) }, (_, index) => combine(parts.map((part) => part.columns[sourceIndex(part.shape, shape, index)])))
  return { shape, columns }
}

/** Joins row tensors (and constants) along an axis of the row, counted without the batch dimension. */
export function concatenate(tensors: readonly RowTensor[], axis: number, where: string): RowTensor {
  const [first] = tensors
  if (axis < 0) throw new NotAdditiveError(`${where} joins rows`)
  const outer = product(first.shape.slice(0, axis))
  const columns: Column[] = []
  for (let block = 0; block < outer; block++) {
    for (const { columns: own } of tensors) {
      const size = own.length / outer
      columns.push(...own.slice(block * size, (block + 1) * size))
    }
  }
  const size = tensors.reduce((total, tensor) => total + tensor.shape[axis], 0)
  return { kind: 'rows', type: first.type, columns, shape: first.shape.map((dim, index) => (index === axis ? size : dim)) }
}

/** The elements at `indices` of one axis of the row. */
export function pick(tensor: RowTensor, axis: number, indices: readonly number[], where: string): RowTensor {
  if (axis < 0 || axis >= tensor.shape.length) throw new NotAdditiveError(`${where} selects rows`)
  const size = tensor.shape[axis]
  const inner = product(tensor.shape.slice(axis + 1))
  const outer = product(tensor.shape.slice(0, axis))
  const columns: Column[] = []
  for (let block = 0; block < outer; block++) {
    for (const index of indices) {
      const at = index < 0 ? index + size : index
      if (at < 0 || at >= size) throw new NotAdditiveError(`${where} selects column ${index} of ${size}`)
      columns.push(...tensor.columns.slice((block * size + at) * inner, (block * size + at + 1) * inner))
    }
  }
  return { ...tensor, columns, shape: tensor.shape.map((dim, index) => (index === axis ? indices.length : dim)) }
}

/** The same elements under another shape per row. */
export function reshape(tensor: RowTensor, shape: readonly number[], where: string): RowTensor {
  if (product(shape) !== tensor.columns.length) throw new NotAdditiveError(`${where} moves values between rows`)
  return { ...tensor, shape }
}
