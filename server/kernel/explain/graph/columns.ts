import type { Cell, Link } from '../additive-model.ts'
import type { RawEnsemble } from '../ensemble/raw-ensemble.ts'

/** The model cannot be read as a sum of functions of one feature each; the message says where it stops. */
export class NotAdditiveError extends Error {}

/** Element type of a tensor, as far as rounding and comparison need it. */
export type ElementType = 'float32' | 'float64' | 'integer' | 'boolean' | 'string'

export type ConstantColumn = { readonly kind: 'constant'; readonly value: Cell }
/** A function of one feature. */
export type FeatureColumn = { readonly kind: 'feature'; readonly player: number; readonly encode: (cell: Cell) => Cell }
/** Leaves of one target of an ensemble, each times `scale`. */
export type LeafTerm = { readonly ensemble: EnsembleUse; readonly target: number; readonly scale: number }
/** An ensemble with the columns that its splits read. */
export type EnsembleUse = { readonly raw: RawEnsemble; readonly inputs: readonly (FeatureColumn | ConstantColumn)[] }
/** constant + Σ weight · feature column + Σ leaves. */
export type SumColumn = {
  readonly kind: 'sum'
  readonly constant: number
  readonly terms: ReadonlyMap<FeatureColumn, number>
  readonly leaves: readonly LeafTerm[]
}
/** link(margin) of a sum. */
export type LinkedColumn = { readonly kind: 'linked'; readonly link: Exclude<Link, 'identity'>; readonly margin: SumColumn }

export type Column = ConstantColumn | FeatureColumn | SumColumn | LinkedColumn

/** One row of a batched tensor: `shape` without the batch dimension, columns in row-major order. */
export type RowTensor = {
  readonly kind: 'rows'
  readonly shape: readonly number[]
  readonly type: ElementType
  readonly columns: readonly Column[]
  /** Class names of the columns, where a classifier gave them. */
  readonly labels?: readonly string[]
}
/** A tensor that is the same for every row. */
export type ConstantTensor = {
  readonly kind: 'constant'
  readonly dims: readonly number[]
  readonly type: ElementType
  readonly values: readonly Cell[]
}
/** A classifier's chosen label: a step, not a sum. */
export type LabelTensor = { readonly kind: 'label'; readonly type: ElementType; readonly why: string }
export type Tensor = RowTensor | ConstantTensor | LabelTensor

export const sumOf = (constant: number): SumColumn => ({ kind: 'sum', constant, terms: new Map(), leaves: [] })

/** Any column but a linked one as a sum. */
export function asSum(column: Column, where: string): SumColumn {
  switch (column.kind) {
    case 'sum':
      return column
    case 'constant':
      return sumOf(numberOf(column.value, where))
    case 'feature':
      return { kind: 'sum', constant: 0, terms: new Map([[column, 1]]), leaves: [] }
    case 'linked':
      throw new NotAdditiveError(`${where} takes the ${column.link} of a sum`)
  }
}

export function numberOf(cell: Cell, where: string): number {
  if (typeof cell === 'number') return cell
  throw new NotAdditiveError(`${where} takes text where a number is needed`)
}

/** `a + factor · b`. */
export function addSums(a: SumColumn, b: SumColumn, factor = 1): SumColumn {
  const terms = new Map(a.terms)
  for (const [column, weight] of b.terms) terms.set(column, (terms.get(column) ?? 0) + factor * weight)
  const leaves = [...a.leaves, ...b.leaves.map((term) => ({ ...term, scale: term.scale * factor }))]
  return { kind: 'sum', constant: a.constant + factor * b.constant, terms, leaves }
}

export const scaleSum = (a: SumColumn, factor: number): SumColumn => addSums(sumOf(0), a, factor)

/** Rounds a number as a tensor of this type holds it. */
export function roundTo(type: ElementType, value: number): number {
  switch (type) {
    case 'float32':
      return Math.fround(value)
    case 'integer':
      return Math.trunc(value)
    case 'boolean':
      return value === 0 ? 0 : 1
    default:
      return value
  }
}

/** A tensor's columns with another function of the same features. */
export function mapCells(tensor: RowTensor, type: ElementType, apply: (cell: Cell, column: number) => Cell, where: string): RowTensor {
  const columns = tensor.columns.map((column, index): Column => {
    if (column.kind === 'constant') return { kind: 'constant', value: apply(column.value, index) }
    if (column.kind === 'feature') {
      const { player, encode } = column
      return { kind: 'feature', player, encode: (cell) => apply(encode(cell), index) }
    }
    throw new NotAdditiveError(`${where} applies to a value that several features share`)
  })
  return { kind: 'rows', shape: tensor.shape, type, columns }
}
