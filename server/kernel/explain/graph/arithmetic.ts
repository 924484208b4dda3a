import type { Cell } from '../additive-model.ts'
import { broadcast } from './broadcast.ts'
import { addSums, asSum, NotAdditiveError, numberOf, roundTo, scaleSum, sumOf } from './columns.ts'
import type { Column, ConstantTensor, ElementType, FeatureColumn, LinkedColumn, RowTensor, SumColumn } from './columns.ts'

/** A function of numbers or texts, applied element by element. */
type Cellwise = (...cells: Cell[]) => Cell

const numbers =
  (apply: (...values: number[]) => number): Cellwise =>
  (...cells) =>
    apply(...cells.map(Number))
const truth =
  (apply: (...values: number[]) => boolean): Cellwise =>
  (...cells) =>
    apply(...cells.map(Number)) ? 1 : 0
const half = (x: number): number => (x - Math.floor(x) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x))

/** Elementwise operators of the ONNX default domain, as functions of the cells of one feature. */
const CELLWISE: Record<string, Cellwise> = {
  Add: numbers((a, b) => a + b),
  Sub: numbers((a, b) => a - b),
  Mul: numbers((a, b) => a * b),
  Div: numbers((a, b) => a / b),
  Sum: numbers((...all) => all.reduce((sum, x) => sum + x, 0)),
  Mean: numbers((...all) => all.reduce((sum, x) => sum + x, 0) / all.length),
  Neg: numbers((a) => -a),
  Abs: numbers(Math.abs),
  Sqrt: numbers(Math.sqrt),
  Exp: numbers(Math.exp),
  Log: numbers(Math.log),
  Pow: numbers((a, b) => a ** b),
  Reciprocal: numbers((a) => 1 / a),
  Floor: numbers(Math.floor),
  Ceil: numbers(Math.ceil),
  Round: numbers(half),
  Sign: numbers(Math.sign),
  Relu: numbers((a) => (a < 0 ? 0 : a)),
  Tanh: numbers(Math.tanh),
  Sigmoid: numbers((a) => 1 / (1 + Math.exp(-a))),
  Min: numbers(Math.min),
  Max: numbers(Math.max),
  Clip: numbers((a, low = -Infinity, high = Infinity) => (Number.isNaN(a) ? a : Math.min(Math.max(a, low), high))),
  Greater: truth((a, b) => a > b),
  GreaterOrEqual: truth((a, b) => a >= b),
  Less: truth((a, b) => a < b),
  LessOrEqual: truth((a, b) => a <= b),
  And: truth((a, b) => a !== 0 && b !== 0),
  Or: truth((a, b) => a !== 0 || b !== 0),
  Not: truth((a) => a === 0),
  IsNaN: truth(Number.isNaN),
  Equal: (a, b) => (a === b ? 1 : 0),
  Where: (condition, a, b) => (condition ? a : b),
}

const TRUTHS = new Set(['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'And', 'Or', 'Not', 'IsNaN', 'Equal'])

export const isElementwise = (opType: string): boolean => opType in CELLWISE

/**
 * An elementwise operator on rows: exact on functions of one feature; on values that several features share only where
 * the result is again a sum (or a link of one).
 */
export function elementwise(opType: string, inputs: readonly (RowTensor | ConstantTensor)[], where: string): RowTensor {
  const apply = CELLWISE[opType]
  const type: ElementType = TRUTHS.has(opType) ? 'boolean' : opType === 'Where' ? inputs[1].type : inputs[0].type
  const { shape, columns } = broadcast(inputs, where, (cells) => combine(opType, apply, cells, type, where))
  return { kind: 'rows', shape, type, columns }
}

function combine(opType: string, apply: Cellwise, columns: Column[], type: ElementType, where: string): Column {
  const round = (cell: Cell): Cell => (typeof cell === 'number' ? roundTo(type, cell) : cell)
  if (columns.every((column) => column.kind === 'constant')) return { kind: 'constant', value: round(apply(...columns.map((c) => c.value))) }
  const players = new Set(columns.map((column) => (column.kind === 'feature' ? column.player : column.kind === 'constant' ? -1 : -2)))
  players.delete(-1)
  const [player] = players
  if (players.size === 1 && player >= 0) {
    const parts = columns.map((column) => (column.kind === 'feature' ? column.encode : column.kind === 'constant' ? () => column.value : Number))
    return { kind: 'feature', player, encode: (cell) => round(apply(...parts.map((part) => part(cell)))) }
  }
  return combineSums(opType, columns, where)
}

/** The operators under which a sum stays a sum or becomes the link of one. */
function combineSums(opType: string, columns: Column[], where: string): Column {
  const [a, b] = columns
  const linked = columns.find((column) => column.kind === 'linked')
  if (linked) return combineLinked(opType, columns, linked, where)
  switch (opType) {
    case 'Add':
    case 'Sum':
      return columns.map((column) => asSum(column, where)).reduce((total, part) => addSums(total, part))
    case 'Mean':
      return scaleSum(
        columns.map((column) => asSum(column, where)).reduce((total, part) => addSums(total, part)),
        1 / columns.length,
      )
    case 'Sub':
      return addSums(asSum(a, where), asSum(b, where), -1)
    case 'Neg':
      return scaleSum(asSum(a, where), -1)
    case 'Mul':
      if (a.kind === 'constant') return scaleSum(asSum(b, where), numberOf(a.value, where))
      if (b.kind === 'constant') return scaleSum(asSum(a, where), numberOf(b.value, where))
      break
    case 'Div':
      if (b.kind === 'constant') return scaleSum(asSum(a, where), 1 / numberOf(b.value, where))
      break
    case 'Sigmoid':
      return { kind: 'linked', link: 'logistic', margin: asSum(a, where) }
    case 'Exp':
      return { kind: 'linked', link: 'exponential', margin: asSum(a, where) }
  }
  throw new NotAdditiveError(`${where} is not linear and takes a value that several features share`)
}

/** 1 - p of a probability, and a positive factor of an exponential; anything else leaves the link. */
function combineLinked(opType: string, columns: Column[], linked: LinkedColumn, where: string): Column {
  const [a, b] = columns
  const factor = columns.length === 2 && columns.find((column) => column.kind === 'constant')
  if (opType === 'Sub' && b === linked && a.kind === 'constant' && a.value === 1 && linked.link === 'logistic')
    return { ...linked, margin: scaleSum(linked.margin, -1) }
  if (factor && typeof factor.value === 'number') {
    const divides = opType === 'Div' && b === factor
    if ((opType === 'Mul' || divides) && factor.value === 1) return linked
    if ((opType === 'Mul' || divides) && linked.link === 'exponential' && factor.value > 0) {
      const shift = sumOf(Math.log(divides ? 1 / factor.value : factor.value))
      return { ...linked, margin: addSums(linked.margin, shift) }
    }
    if ((opType === 'Add' || (opType === 'Sub' && b === factor)) && factor.value === 0) return linked
  }
  throw new NotAdditiveError(`${where} goes on from the ${linked.link} of a sum`)
}

/** Weights above which a product is not unfolded into sums; nothing that wide is linear in its inputs up to the decision. */
const PRODUCT_LIMIT = 2_000_000

/** rows × matrix, `weight(input, output)`: one sum per output. */
export function weighColumns(columns: readonly Column[], weight: (input: number, output: number) => number, outputs: number, where: string): SumColumn[] {
  if (columns.length * outputs > PRODUCT_LIMIT) throw new NotAdditiveError(`${where} is too wide to be read as a sum`)
  return Array.from({ length: outputs }, (_, output) => {
    const terms = new Map<FeatureColumn, number>()
    let rest = sumOf(0)
    columns.forEach((column, input) => {
      const factor = weight(input, output)
      if (column.kind === 'feature') terms.set(column, (terms.get(column) ?? 0) + factor)
      else rest = addSums(rest, asSum(column, where), factor)
    })
    return addSums({ ...sumOf(0), terms }, rest)
  })
}

/** Softmax over two values: the logistic function of their difference. */
export function softmaxOfTwo(columns: readonly Column[], where: string): Column[] {
  if (columns.length !== 2) throw new NotAdditiveError(`${where} couples ${columns.length} classes: no class has log-odds that are a sum`)
  const difference = addSums(asSum(columns[1], where), asSum(columns[0], where), -1)
  return [
    { kind: 'linked', link: 'logistic', margin: scaleSum(difference, -1) },
    { kind: 'linked', link: 'logistic', margin: difference },
  ]
}
