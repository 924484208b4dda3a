import { NotAdditiveError } from './columns.ts'
import type { Cell } from '../additive-model.ts'
import type { ConstantTensor, RowTensor, Tensor } from './columns.ts'

/** A node's attributes by name; undefined where the file does not set one. */
export type Attributes = {
  readonly int: (name: string) => number | undefined
  readonly ints: (name: string) => readonly number[] | undefined
  readonly float: (name: string) => number | undefined
  readonly floats: (name: string) => ArrayLike<number> | undefined
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => readonly string[] | undefined
  readonly tensor: (name: string) => ConstantTensor | undefined
}

/** A node with its inputs read; an optional input that is left out is undefined. */
export type Operator = {
  readonly opType: string
  /** How messages name it: operator and node name. */
  readonly where: string
  readonly inputs: readonly (Tensor | undefined)[]
  readonly attributes: Attributes
  readonly outputs: number
  /** Version of the operator's domain that the model imports. */
  readonly opset: number
}

export function input(operator: Operator, index: number): RowTensor | ConstantTensor {
  const tensor = operator.inputs[index]
  if (!tensor) throw new NotAdditiveError(`${operator.where} has no input ${index}`)
  if (tensor.kind === 'label') throw new NotAdditiveError(tensor.why)
  return tensor
}

export function rows(operator: Operator, index = 0): RowTensor {
  const tensor = input(operator, index)
  if (tensor.kind === 'rows') return tensor
  throw new NotAdditiveError(`${operator.where} does not depend on the row`)
}

export function constant(operator: Operator, index: number): ConstantTensor {
  const tensor = input(operator, index)
  if (tensor.kind === 'constant') return tensor
  throw new NotAdditiveError(`${operator.where} takes input ${index} from the row`)
}

/** Integers given as an input (newer opsets) or as an attribute (older ones). */
export function integers(operator: Operator, index: number, attribute: string): readonly number[] | undefined {
  if (operator.inputs[index]) return constant(operator, index).values.map(Number)
  return operator.attributes.ints(attribute)
}

/** An axis of the row: without the batch dimension, negative ones counted from the end. */
export function rowAxis(tensor: RowTensor, axis: number): number {
  return (axis < 0 ? axis + tensor.shape.length + 1 : axis) - 1
}

export const scalar = (tensor: ConstantTensor | undefined): Cell | undefined => tensor?.values[0]
