import type { TreeSet } from './ensemble/tree-set.ts'

/** What a feature holds in one row: a number (NaN when missing) or a text. */
export type Cell = number | string

/** A column that the model's trees or weights read, a function of one feature alone. */
export type EncodedColumn = {
  /** Index of the feature among the model's features. */
  readonly feature: number
  /** Who gets the contribution: the feature, or the group it belongs to. */
  readonly player: number
  readonly encode: (cell: Cell) => number
}

/** How the decision score follows from the margin. */
export type Link = 'identity' | 'logistic' | 'exponential' | 'probit'

/**
 * A model whose margin is a sum: `constant + Σ leaves(trees) + Σ weight · column`, over columns of one feature each.
 *
 * Shapley values are linear in the model, so those of the margin are exact and cheap for any number of features.
 */
export type AdditiveModel = {
  readonly features: number
  readonly players: number
  readonly columns: readonly EncodedColumn[]
  readonly trees: TreeSet
  /** The columns with a linear term, and the weight of each. */
  readonly linear: Int32Array
  readonly weights: Float64Array
  readonly constant: number
  readonly link: Link
}

/**
 * Rows in feature order: `numbers` row-major (rows × features, NaN for a missing value), `texts` the columns of text
 * features by feature index (their place in `numbers` is ignored).
 */
export type FeatureRows = {
  readonly numbers: Float64Array | Float32Array
  readonly texts?: ReadonlyMap<number, readonly string[]>
}

/** Encodes the first `count` rows: row-major, rows × encoded columns. */
export function encodeRows(model: AdditiveModel, rows: FeatureRows, count: number): Float64Array {
  const { columns, features } = model
  if (rows.numbers.length < count * features)
    throw new RangeError(`numbers holds ${rows.numbers.length} values; ${count} rows of ${features} features need ${count * features}`)
  const encoded = new Float64Array(count * columns.length)
  columns.forEach(({ feature, encode }, column) => {
    const texts = rows.texts?.get(feature)
    for (let row = 0; row < count; row++) {
      encoded[row * columns.length + column] = encode(texts ? (texts[row] ?? '') : rows.numbers[row * features + feature])
    }
  })
  return encoded
}

/**
 * The same model with groups of features as players, each group taking its values from one row: the exact Shapley values of
 * the groups, which are not the sums of their features' values.
 *
 * @param groups the group of each feature, 0 … groups - 1
 * @throws RangeError unless every feature has a group
 */
export function groupPlayers(model: AdditiveModel, groups: readonly number[]): AdditiveModel {
  if (groups.length !== model.features) throw new RangeError(`groups names ${groups.length} players for ${model.features} features`)
  const columns = model.columns.map((column) => ({ ...column, player: groups[column.feature] }))
  return { ...model, columns, players: Math.max(...groups) + 1 }
}

/** The decision score that ONNX Runtime returns for a margin, up to its float32 rounding. */
export function applyLink(link: Link, margin: number): number {
  switch (link) {
    case 'logistic':
      return 1 / (1 + Math.exp(-margin))
    case 'exponential':
      return Math.exp(margin)
    case 'probit':
      return Math.SQRT2 * inverseErf(2 * margin - 1)
    default:
      return margin
  }
}

/** Winitzki's approximation (2008, a = 0.147), the one ONNX Runtime's PROBIT uses. */
function inverseErf(x: number): number {
  const log = Math.log((1 - x) * (1 + x))
  const half = 2 / (3.14159 * 0.147) + 0.5 * log
  return Math.sign(x) * Math.sqrt(-half + Math.sqrt(half * half - log / 0.147))
}
