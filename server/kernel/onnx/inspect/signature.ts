import type { Datatype } from '../../tensor/datatype.ts'
import type { Dimension, OnnxModel, ValueInfo } from '../model.ts'
import { ELEMENT_TYPES } from '../tensor-value.ts'
import type { ElementType } from '../tensor-value.ts'
import { LIMITS } from './limits.ts'
import { quoted, refuse } from './refusal.ts'
import { fedInputs } from './value-facts.ts'

const DATATYPES: Partial<Record<ElementType, Datatype>> = {
  BOOL: 'BOOL',
  UINT8: 'UINT8',
  UINT16: 'UINT16',
  UINT32: 'UINT32',
  UINT64: 'UINT64',
  INT8: 'INT8',
  INT16: 'INT16',
  INT32: 'INT32',
  INT64: 'INT64',
  FLOAT16: 'FP16',
  FLOAT: 'FP32',
  DOUBLE: 'FP64',
  STRING: 'BYTES',
}

/** A tensor as the Open Inference Protocol names it. */
export interface SignatureTensor {
  name: string
  datatype: Datatype
  /** -1 for a free dimension. */
  shape: number[]
  /** Names of the free dimensions, '' where they have none; '' for fixed ones. */
  symbols: string[]
  /** False when the file says nothing of the shape, which is then [-1]. */
  shaped: boolean
}
export interface ModelSignature {
  inputs: SignatureTensor[]
  outputs: SignatureTensor[]
}

function sizeOfDimension(what: string, dimension: Dimension): number {
  if (typeof dimension === 'string' || dimension === -1) return -1
  if (dimension < 0 || dimension > LIMITS.constantElements)
    refuse('unsupported-interface', `${what} declares a dimension of ${dimension}.`, 'Declare free dimensions as free, without a size.')
  return dimension
}

function tensorOf(role: string, { name, type }: ValueInfo): SignatureTensor {
  const what = `${role} ${quoted(name)}`
  if (type.kind !== 'tensor') {
    const fix =
      type.kind === 'sequence'
        ? 'Export the tensor under it as the output, for scikit-learn models with options zipmap=False.'
        : 'Export the model with tensors as inputs and outputs.'
    refuse('unsupported-interface', `${what} is ${type.kind === 'unknown' ? 'of no declared type' : `a ${type.kind}`}; inputs and outputs are tensors.`, fix)
  }
  const elementType = ELEMENT_TYPES[type.elementType] ?? 'UNDEFINED'
  const datatype = DATATYPES[elementType]
  if (!datatype)
    refuse(
      'unsupported-type',
      `${what} is of type ${elementType}, which the inference protocol has not.`,
      'Cast it to float32, float64, an integer type, boolean or text.',
    )
  if ((type.shape?.length ?? 0) > LIMITS.rank)
    refuse('unsupported-interface', `${what} has ${type.shape?.length} dimensions.`, 'Export the model with fewer dimensions.')
  const shape = type.shape?.map((dimension) => sizeOfDimension(what, dimension)) ?? [-1]
  const fixed = shape.reduce((product, size) => (size === -1 ? product : product * size), 1)
  if (fixed > LIMITS.constantElements) refuse('resource-limit', `${what} has ${fixed} values for each row.`, 'Export the model with smaller inputs.')
  return {
    name,
    datatype,
    shape,
    symbols: type.shape?.map((dimension) => (typeof dimension === 'string' ? dimension : '')) ?? [''],
    shaped: type.shape !== undefined,
  }
}

/**
 * What callers feed and get. An initializer listed among the inputs is no input: nobody needs to feed it.
 * @throws ModelRefused `unsupported-interface`, `unsupported-type`
 */
export function signatureOf(model: OnnxModel): ModelSignature {
  const inputs = fedInputs(model)
  if (inputs.length === 0)
    refuse('unsupported-interface', 'The model has no inputs, so it answers the same to everything.', 'Export the model with its features as inputs.')
  if (model.graph.outputs.length === 0) refuse('unsupported-interface', 'The model has no outputs.', 'Export the model with its score as an output.')
  return { inputs: inputs.map((input) => tensorOf('Input', input)), outputs: model.graph.outputs.map((output) => tensorOf('Output', output)) }
}
