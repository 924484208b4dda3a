import { concatenate, pick, reshape } from './broadcast.ts'
import { NotAdditiveError, roundTo } from './columns.ts'
import type { Column, ElementType, RowTensor, Tensor } from './columns.ts'
import { constant, input, integers, rowAxis, rows } from './operator.ts'
import type { Operator } from './operator.ts'

const ELEMENT_TYPES: Record<number, ElementType> = {
  1: 'float32',
  2: 'integer',
  3: 'integer',
  4: 'integer',
  5: 'integer',
  6: 'integer',
  7: 'integer',
  8: 'string',
  9: 'boolean',
  11: 'float64',
  12: 'integer',
  13: 'integer',
}

/** ONNX's TensorProto element type as far as rounding needs it; undefined for half floats, complex and packed types. */
export const elementType = (code: number): ElementType | undefined => ELEMENT_TYPES[code]

function cast(operator: Operator): Tensor {
  const tensor = input(operator, 0)
  const code = operator.attributes.int('to') ?? 1
  const type = elementType(code)
  if (!type) throw new NotAdditiveError(`${operator.where} casts to element type ${code}`)
  const convert = (cell: number | string): number | string => {
    if (type !== 'string') return roundTo(type, Number(cell))
    if (typeof cell === 'number' && tensor.type !== 'integer') throw new NotAdditiveError(`${operator.where} writes ${tensor.type} numbers as text`)
    return String(cell)
  }
  if (tensor.kind === 'constant') return { ...tensor, type, values: tensor.values.map(convert) }
  if (type === 'string' && tensor.type !== 'integer' && tensor.type !== 'string')
    throw new NotAdditiveError(`${operator.where} writes ${tensor.type} numbers as text`)
  const columns = tensor.columns.map((column): Column => {
    if (column.kind === 'constant') return { kind: 'constant', value: convert(column.value) }
    if (column.kind === 'feature') return { ...column, encode: (cell) => convert(column.encode(cell)) }
    if (type === 'float32' || type === 'float64') return column
    throw new NotAdditiveError(`${operator.where} rounds a value that several features share`)
  })
  return { ...tensor, type, columns }
}

function concat(operator: Operator): Tensor {
  const first = operator.inputs.find((tensor) => tensor?.kind === 'rows')
  if (first?.kind !== 'rows') {
    const parts = operator.inputs.map((_, index) => constant(operator, index))
    return { ...parts[0], dims: [parts.reduce((n, part) => n + part.values.length, 0)], values: parts.flatMap((part) => part.values) }
  }
  const axis = rowAxis(first, operator.attributes.int('axis') ?? 1)
  return concatenate(
    operator.inputs.map((_, index) => rows(operator, index)),
    axis,
    operator.where,
  )
}

function reshapeRows(operator: Operator): Tensor {
  const tensor = rows(operator)
  const dims = integers(operator, 1, 'shape') ?? []
  const copied = dims.map((dim, index) => (dim === 0 && index > 0 ? (tensor.shape[index - 1] ?? -1) : dim))
  const rest = copied.slice(1)
  const known = rest.filter((dim) => dim !== -1).reduce((total, dim) => total * dim, 1)
  const keepsRows = copied[0] === 0 ? rest.filter((dim) => dim === -1).length < 2 : copied[0] === -1 && !rest.includes(-1)
  if (!keepsRows) throw new NotAdditiveError(`${operator.where} moves values between rows: shape [${dims.join(', ')}]`)
  return reshape(
    tensor,
    rest.map((dim) => (dim === -1 ? tensor.columns.length / known : dim)),
    operator.where,
  )
}

function flatten(operator: Operator): Tensor {
  const tensor = rows(operator)
  if ((operator.attributes.int('axis') ?? 1) !== 1) throw new NotAdditiveError(`${operator.where} moves values between rows`)
  return reshape(tensor, [tensor.columns.length], operator.where)
}

function squeeze(operator: Operator): Tensor {
  const tensor = rows(operator)
  const axes = integers(operator, 1, 'axes')?.map((axis) => rowAxis(tensor, axis))
  if (!axes) throw new NotAdditiveError(`${operator.where} names no axes, so that one row has another shape than several`)
  return reshape(
    tensor,
    tensor.shape.filter((_, index) => !axes.includes(index)),
    operator.where,
  )
}

function unsqueeze(operator: Operator): Tensor {
  const tensor = rows(operator)
  const axes = integers(operator, 1, 'axes') ?? []
  const rank = tensor.shape.length + axes.length
  const inner = axes.map((axis) => (axis < 0 ? axis + rank + 1 : axis) - 1)
  if (inner.some((axis) => axis < 0)) throw new NotAdditiveError(`${operator.where} adds a dimension before the rows`)
  const shape = [...tensor.shape]
  for (const axis of inner.toSorted((a, b) => a - b)) shape.splice(axis, 0, 1)
  return reshape(tensor, shape, operator.where)
}

function gather(operator: Operator): Tensor {
  const tensor = rows(operator)
  const indices = constant(operator, 1)
  const axis = rowAxis(tensor, operator.attributes.int('axis') ?? 0)
  const picked = pick(tensor, axis, indices.values.map(Number), operator.where)
  if (indices.dims.length === 1) return picked
  return reshape(picked, [...tensor.shape.slice(0, axis), ...indices.dims, ...tensor.shape.slice(axis + 1)], operator.where)
}

function slice(operator: Operator): Tensor {
  const tensor = rows(operator)
  const starts = integers(operator, 1, 'starts') ?? []
  const ends = integers(operator, 2, 'ends') ?? []
  const axes = integers(operator, 3, 'axes') ?? starts.map((_, index) => index)
  const steps = operator.inputs[4] ? constant(operator, 4).values.map(Number) : starts.map(() => 1)
  return starts.reduce((part: RowTensor, start, index) => {
    const axis = rowAxis(tensor, axes[index])
    const size = tensor.shape[axis] ?? 0
    if (steps[index] < 1) throw new NotAdditiveError(`${operator.where} runs backwards`)
    const clamp = (at: number) => Math.max(0, Math.min(size, at < 0 ? at + size : at))
    const indices: number[] = []
    for (let at = clamp(start); at < clamp(ends[index]); at += steps[index]) indices.push(at)
    return pick(part, axis, indices, operator.where)
  }, tensor)
}

function split(operator: Operator): Tensor[] {
  const tensor = rows(operator)
  const axis = rowAxis(tensor, operator.attributes.int('axis') ?? 0)
  const size = tensor.shape[axis] ?? 0
  const even = Math.ceil(size / operator.outputs)
  const sizes = integers(operator, 1, 'split') ?? Array.from({ length: operator.outputs }, (_, i) => Math.min(even, size - i * even))
  let from = 0
  return sizes.map((length) => {
    const indices = Array.from({ length }, (_, index) => from + index)
    from += length
    return pick(tensor, axis, indices, operator.where)
  })
}

/** Operators that move columns and change element types. */
export const SHAPE_OPERATORS: Record<string, (operator: Operator) => Tensor | Tensor[]> = {
  Identity: (operator) => input(operator, 0),
  ZipMap: (operator) => input(operator, 0),
  Cast: cast,
  Concat: concat,
  FeatureVectorizer: (operator) => {
    const parts = operator.inputs.map((_, index) => rows(operator, index))
    return concatenate(
      parts.map((part) => reshape(part, [part.columns.length], operator.where)),
      0,
      operator.where,
    )
  },
  Reshape: reshapeRows,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Gather: gather,
  ArrayFeatureExtractor: (operator) => {
    const tensor = rows(operator)
    return pick(tensor, tensor.shape.length - 1, constant(operator, 1).values.map(Number), operator.where)
  },
  Slice: slice,
  Split: split,
}
