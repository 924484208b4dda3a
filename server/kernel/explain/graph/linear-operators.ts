import type { PostTransform } from '../ensemble/raw-ensemble.ts'
import { softmaxOfTwo, weighColumns } from './arithmetic.ts'
import { addSums, asSum, NotAdditiveError, numberOf, scaleSum, sumOf } from './columns.ts'
import type { EnsembleUse, LinkedColumn, RowTensor, SumColumn, Tensor } from './columns.ts'
import { constant, integers, rowAxis, rows, scalar } from './operator.ts'
import type { Operator } from './operator.ts'
import { transformScores, transformSingleScore } from './post-transform.ts'

const sums = (columns: RowTensor['columns'], type: RowTensor['type'] = 'float32'): RowTensor => ({
  kind: 'rows',
  shape: [columns.length],
  type,
  columns,
})

function postTransform(operator: Operator): PostTransform {
  const text = operator.attributes.text('post_transform') ?? 'NONE'
  if (text === 'NONE' || text === 'LOGISTIC' || text === 'SOFTMAX' || text === 'SOFTMAX_ZERO' || text === 'PROBIT') return text
  throw new NotAdditiveError(`${operator.where} ends in ${text}`)
}

/** coefficients (outputs × inputs) · columns + intercepts. */
function linearScores(operator: Operator, outputs: number): SumColumn[] {
  const tensor = rows(operator)
  const width = tensor.columns.length
  const coefficients = operator.attributes.floats('coefficients')
  const intercepts = operator.attributes.floats('intercepts')
  if (coefficients?.length !== width * outputs)
    throw new NotAdditiveError(`${operator.where} has ${coefficients?.length ?? 0} coefficients for ${width} columns and ${outputs} scores`)
  const scores = weighColumns(tensor.columns, (input, output) => coefficients[output * width + input], outputs, operator.where)
  return scores.map((score, output) => addSums(score, sumOf(intercepts?.[output] ?? 0)))
}

function linearRegressor(operator: Operator): Tensor {
  return sums(transformScores(linearScores(operator, operator.attributes.int('targets') ?? 1), postTransform(operator), operator.where))
}

function linearClassifier(operator: Operator): Tensor[] {
  const { attributes, where } = operator
  const labels = attributes.ints('classlabels_ints')?.map(String) ?? attributes.texts('classlabels_strings')
  const width = rows(operator).columns.length
  const scores = linearScores(operator, Math.round((attributes.floats('coefficients')?.length ?? 0) / width))
  const transform = postTransform(operator)
  const isSingle = scores.length === 1 && (labels?.length ?? 2) === 2
  const columns = isSingle ? transformSingleScore(scores[0], transform, true, where) : transformScores(scores, transform, where)
  return [
    { kind: 'label', type: 'integer', why: `${where} decides the label` },
    { ...sums(columns), labels },
  ]
}

function matMul(operator: Operator): Tensor {
  const tensor = rows(operator)
  const matrix = constant(operator, 1)
  // A vector gives one number a row, without a dimension of its own.
  const [inputs, outputs = 1] = matrix.dims
  if (tensor.shape.length !== 1 || matrix.dims.length < 1 || matrix.dims.length > 2 || inputs !== tensor.columns.length)
    throw new NotAdditiveError(`${operator.where} is not rows times a matrix`)
  const weight = (input: number, output: number) => numberOf(matrix.values[input * outputs + output], operator.where)
  const products = sums(weighColumns(tensor.columns, weight, outputs, operator.where), tensor.type)
  return matrix.dims.length === 2 ? products : { ...products, shape: [] }
}

function gemm(operator: Operator): Tensor {
  const tensor = rows(operator)
  const matrix = constant(operator, 1)
  const { attributes, where } = operator
  const transposed = attributes.int('transB') === 1
  if (attributes.int('transA') === 1 || matrix.dims.length !== 2) throw new NotAdditiveError(`${where} is not rows times a matrix`)
  const [rowsOfB, columnsOfB] = matrix.dims
  const [inputs, outputs] = transposed ? [columnsOfB, rowsOfB] : [rowsOfB, columnsOfB]
  if (inputs !== tensor.columns.length) throw new NotAdditiveError(`${where} takes ${inputs} columns and gets ${tensor.columns.length}`)
  const alpha = attributes.float('alpha') ?? 1
  const beta = attributes.float('beta') ?? 1
  const weight = (input: number, output: number) => alpha * numberOf(matrix.values[transposed ? output * inputs + input : input * outputs + output], where)
  const products = weighColumns(tensor.columns, weight, outputs, where)
  if (!operator.inputs[2]) return sums(products, tensor.type)
  const bias = constant(operator, 2).values
  if (bias.length !== 1 && bias.length !== outputs) throw new NotAdditiveError(`${where} adds another number to each row`)
  const added = products.map((sum, output) => addSums(sum, sumOf(beta * numberOf(bias[bias.length === 1 ? 0 : output], where))))
  return sums(added, tensor.type)
}

function reduce(operator: Operator, isMean: boolean): Tensor {
  const tensor = rows(operator)
  const axes = integers(operator, 1, 'axes')?.map((axis) => rowAxis(tensor, axis))
  if (tensor.shape.length !== 1 || axes?.length !== 1 || axes[0] !== 0) throw new NotAdditiveError(`${operator.where} reduces over rows`)
  const total = tensor.columns.map((column) => asSum(column, operator.where)).reduce((sum, part) => addSums(sum, part), sumOf(0))
  const column = isMean ? scaleSum(total, 1 / tensor.columns.length) : total
  const shape = (operator.attributes.int('keepdims') ?? 1) === 1 ? [1] : []
  return { kind: 'rows', shape, type: tensor.type, columns: [column] }
}

function softmax(operator: Operator): Tensor {
  const tensor = rows(operator)
  const axis = operator.attributes.int('axis') ?? (operator.opset >= 13 ? -1 : 1)
  if (tensor.shape.length !== 1 || rowAxis(tensor, axis) !== 0) throw new NotAdditiveError(`${operator.where} mixes rows`)
  return sums(softmaxOfTwo(tensor.columns, operator.where), tensor.type)
}

/** Normalising by L1 changes nothing where the columns are p and 1 - p. */
function normalizer(operator: Operator): Tensor {
  const tensor = rows(operator)
  const [a, b] = tensor.columns
  const isL1 = operator.attributes.text('norm') === 'L1'
  if (isL1 && tensor.columns.length === 2 && a.kind === 'linked' && b.kind === 'linked' && areOpposite(a, b)) return tensor
  throw new NotAdditiveError(`${operator.where} divides by a sum over the columns`)
}

function areOpposite(a: LinkedColumn, b: LinkedColumn): boolean {
  if (a.link !== 'logistic' || b.link !== 'logistic') return false
  const total = addSums(a.margin, b.margin)
  const scales = new Map<EnsembleUse, Map<number, number>>()
  for (const { ensemble, target, scale } of total.leaves) {
    const targets = scales.get(ensemble) ?? new Map<number, number>()
    scales.set(ensemble, targets.set(target, (targets.get(target) ?? 0) + scale))
  }
  const rest = [total.constant, ...total.terms.values(), ...[...scales.values()].flatMap((targets) => [...targets.values()])]
  return rest.every((value) => value === 0)
}

/** `min` and `max` were attributes before opset 11 and are optional inputs since. */
export function clipBounds(operator: Operator): (number | undefined)[] {
  const bound = (index: number, name: string) => {
    const value = operator.inputs[index] ? scalar(constant(operator, index)) : operator.attributes.float(name)
    return value === undefined ? undefined : Number(value)
  }
  return [bound(1, 'min'), bound(2, 'max')]
}

/** Operators that give sums of columns. */
export const LINEAR_OPERATORS: Record<string, (operator: Operator) => Tensor | Tensor[]> = {
  LinearRegressor: linearRegressor,
  LinearClassifier: linearClassifier,
  MatMul: matMul,
  Gemm: gemm,
  ReduceSum: (operator) => reduce(operator, false),
  ReduceMean: (operator) => reduce(operator, true),
  Softmax: softmax,
  Normalizer: normalizer,
}
