import type { OnnxNode } from '../model.ts'
import { ELEMENT_TYPES } from '../tensor-value.ts'
import type { ElementType } from '../tensor-value.ts'
import { COMPARED, INPUT, LEARNED, UNKNOWN, factOfTensor } from './value-facts.ts'
import type { ValueFact } from './value-facts.ts'

const names = (text: string): Set<string> => new Set(text.split(' '))

const LEARNED_OPERATORS = names(
  'MatMul Gemm Conv ConvTranspose ConvInteger MatMulInteger QLinearConv QLinearMatMul LSTM GRU RNN Einsum Attention TreeEnsemble TreeEnsembleClassifier TreeEnsembleRegressor LinearClassifier LinearRegressor SVMClassifier SVMRegressor',
)
const COMPARISONS = names('Equal Greater GreaterOrEqual Less LessOrEqual IsNaN IsInf Binarizer Sign LabelEncoder CategoryMapper OneHotEncoder')
const OF_SHAPES = names('Shape Size')
const BOOLEAN = names('Equal Greater GreaterOrEqual Less LessOrEqual IsNaN IsInf And Or Xor Not')
const INT64 = names('Shape Size ArgMax ArgMin NonZero')
const FLOATS = names('TreeEnsembleRegressor LinearRegressor SVMRegressor Scaler Normalizer OneHotEncoder FeatureVectorizer DequantizeLinear')
const CLASSIFIERS = names('TreeEnsembleClassifier LinearClassifier SVMClassifier')
const SAME_VALUES = names('Identity Cast Reshape Squeeze Unsqueeze Flatten')
const SAME_WIDTH = names('Identity Cast Scaler Imputer Normalizer Relu Abs Neg Sigmoid Tanh Clip Floor Ceil Round Log Exp Sqrt Not IsNaN')

function constantFact(node: OnnxNode): ValueFact {
  for (const attribute of node.attributes.values()) {
    if (attribute.tensor) return factOfTensor(attribute.tensor)
    const exact = attribute.exactInts
    if (attribute.type === 'int') return { ...UNKNOWN, type: 'INT64', elements: 1, integers: () => exact ?? [BigInt(attribute.int ?? 0)] }
    if (attribute.type === 'ints') return { ...UNKNOWN, type: 'INT64', elements: attribute.ints.length, integers: () => exact ?? attribute.ints.map(BigInt) }
    if (attribute.type === 'float') return { ...UNKNOWN, type: 'FLOAT', elements: 1 }
    if (attribute.type === 'floats') return { ...UNKNOWN, type: 'FLOAT', elements: attribute.floats.length }
  }
  return UNKNOWN
}

function typeOf(node: OnnxNode, inputs: readonly ValueFact[], output: number): ElementType | undefined {
  const { opType } = node
  if (opType === 'Cast' || opType === 'EyeLike' || opType === 'SequenceEmpty')
    return ELEMENT_TYPES[node.attributes.get(opType === 'Cast' ? 'to' : 'dtype')?.int ?? 0]
  if (opType === 'ConstantOfShape') return node.attributes.get('value')?.tensor?.dtype ?? 'FLOAT'
  if (BOOLEAN.has(opType)) return 'BOOL'
  if (INT64.has(opType)) return 'INT64'
  if (opType === 'TopK' && output === 1) return 'INT64'
  if (CLASSIFIERS.has(opType)) return output === 1 ? 'FLOAT' : node.attributes.get('classlabels_strings')?.byteStrings.length ? 'STRING' : 'INT64'
  if (FLOATS.has(opType)) return 'FLOAT'
  if (opType === 'Where' || opType === 'OneHot') return inputs.at(-1)?.type
  return node.domain === 'com.microsoft' ? undefined : inputs[0]?.type
}

const picksOnly = ({ opType }: OnnxNode, inputs: readonly ValueFact[]): boolean =>
  (opType === 'MatMul' || opType === 'Gemm') && inputs.slice(0, 2).some(({ picks }) => picks?.())

/** A float becomes a yes or no by being held against zero; integers that do are masks. */
const isComparison = (node: OnnxNode, inputs: readonly ValueFact[]): boolean =>
  COMPARISONS.has(node.opType) ||
  (node.opType === 'Cast' && ELEMENT_TYPES[node.attributes.get('to')?.int ?? 0] === 'BOOL' && /FLOAT|DOUBLE/.test(inputs[0]?.type ?? ''))

function originOf(node: OnnxNode, inputs: readonly ValueFact[]): number {
  if (OF_SHAPES.has(node.opType)) return 0
  const origin = inputs.reduce((union, input) => union | input.origin, 0)
  if ((origin & INPUT) === 0) return 0
  if (LEARNED_OPERATORS.has(node.opType) && !picksOnly(node, inputs)) return INPUT | LEARNED
  return isComparison(node, inputs) && (origin & LEARNED) === 0 ? origin | COMPARED : origin
}

function widthOf(node: OnnxNode, inputs: readonly ValueFact[]): number | undefined {
  if (SAME_WIDTH.has(node.opType)) return inputs[0]?.width
  if (node.opType !== 'Concat') return undefined
  const axis = node.attributes.get('axis')?.int
  if (axis !== -1 && axis !== 1) return undefined
  const widths = inputs.map((input) => input.width)
  // An axis of 1 is the last one only for matrices, which is all that operators with feature columns take.
  return widths.every((width) => width !== undefined) ? widths.reduce((sum, width) => sum + width, 0) : undefined
}

const product = (sizes: readonly bigint[] | undefined): number | undefined => sizes?.reduce((size, dim) => size * Number(dim), 1)

/** Elements of a tensor whose size constants in the file decide; undefined when they do not. */
export function elementsOf(node: OnnxNode, inputs: readonly ValueFact[]): number | undefined {
  switch (node.opType) {
    case 'ConstantOfShape':
      return product(inputs[0]?.integers?.())
    case 'Expand':
      return product(inputs[1]?.integers?.())
    case 'Tile': {
      const times = product(inputs[1]?.integers?.())
      return times === undefined ? undefined : times * (inputs[0]?.elements ?? 1)
    }
    case 'Range': {
      const [start, limit, delta] = inputs.map((input) => input.integers?.()[0])
      return start === undefined || limit === undefined || !delta ? undefined : Math.max(0, Number((limit - start) / delta))
    }
    case 'OneHot': {
      const depth = inputs[1]?.integers?.()[0]
      return depth === undefined ? undefined : Number(depth)
    }
    case 'RandomNormal':
    case 'RandomUniform':
      return node.attributes.get('shape')?.ints.reduce((size, dim) => size * dim, 1)
    case 'Concat': {
      const sizes = inputs.map((input) => input.elements)
      return sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined
    }
    default:
      return SAME_VALUES.has(node.opType) ? inputs[0]?.elements : undefined
  }
}

/** Facts of one output of a node without graphs inside, from those of its inputs. */
export function factOfOutput(node: OnnxNode, inputs: readonly ValueFact[], output: number): ValueFact {
  if (node.opType === 'Constant') return constantFact(node)
  const keepsIntegers = SAME_VALUES.has(node.opType) && (node.opType !== 'Cast' || node.attributes.get('to')?.int === 7)
  return {
    type: typeOf(node, inputs, output),
    origin: originOf(node, inputs),
    width: widthOf(node, inputs),
    elements: elementsOf(node, inputs),
    integers: keepsIntegers ? inputs[0]?.integers : undefined,
    picks: node.opType === 'Identity' || node.opType === 'Cast' ? inputs[0]?.picks : undefined,
  }
}
