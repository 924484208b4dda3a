import { encodeRows } from './additive-model.ts'
import type { AdditiveModel, FeatureRows } from './additive-model.ts'
import type { BlockTables, TableLayout } from './ensemble/block-tables.ts'
import { columnRanks } from './ensemble/column-ranks.ts'
import type { ColumnRanks } from './ensemble/column-ranks.ts'
import { cutTree, outsideBlocks, withinBudget } from './ensemble/cut-tree.ts'
import type { Block } from './ensemble/cut-tree.ts'
import { patternProgram } from './ensemble/pattern-program.ts'
import type { PatternProgram } from './ensemble/pattern-program.ts'
import { patternsIn } from './ensemble/pattern-table.ts'
import { sumOfLeaves } from './ensemble/tree-set.ts'
import type { TreeWalk } from './ensemble/walk.ts'

/** Bits of the largest tabulated pattern; 2^bits × entries float64 numbers a table. */
const BLOCK_BITS = 8
const TABLE_BYTES = 64 * 2 ** 20

/** The baseline has no usable row, or one that the model cannot score. */
export class BaselineError extends Error {}

export type PrepareOptions = {
  /** Bits of the largest tabulated pattern (8); 0 walks all trees row by row. */
  blockBits?: number
  /** Memory for tables (64 MiB); what does not fit is computed row by row. */
  tableBytes?: number
  /** The trees as `cutModel` cut them for the same layout and limits, so that they are not cut again. */
  cut?: CutModel
}

/** The blocks of a model's trees within the limits, each tree's program, and the nodes whose leaves lie outside. */
export type CutModel = {
  readonly player: Int32Array
  readonly ranks: ColumnRanks
  readonly programs: readonly { readonly program: PatternProgram; readonly blocks: readonly Block[] }[]
  /** One flag per node: whether a leaf below it lies outside all blocks. */
  readonly outside: Uint8Array
  /** Whether tables answer for all leaves, so that a row costs the same for any baseline. */
  readonly isWhole: boolean
}

export type TabulatedTree = { readonly program: PatternProgram; readonly blocks: readonly Block[]; readonly tables: BlockTables }

/** A model whose trees are tabulated as far as tables go; the leaves outside are walked row by row. */
export type PreparedTrees = {
  readonly ranks: ColumnRanks
  readonly tabulated: readonly TabulatedTree[]
  readonly walk?: TreeWalk
  /** Numbers that a row gets: one per player, or per pair of players. */
  readonly targets: number
}

/** A model with its baseline, ready to explain rows. */
export type PreparedBackground = PreparedTrees & {
  readonly model: AdditiveModel
  readonly rows: number
  /** Mean margin over the background rows. */
  readonly baseValue: number
  /** Mean of each linear term's column over the background rows. */
  readonly means: Float64Array
  /** What it holds in memory, in bytes. */
  readonly bytes: number
}

/** Cuts a model's trees into blocks whose tables, laid out so, keep within the limits. */
export function cutModel(model: AdditiveModel, layout: TableLayout, options: Pick<PrepareOptions, 'blockBits' | 'tableBytes'> = {}): CutModel {
  const { trees } = model
  const bits = options.blockBits ?? BLOCK_BITS
  const player = Int32Array.from(model.columns, (column) => column.player)
  const ranks = columnRanks(trees, model.columns.length)
  const keys: string[] = []
  const candidates = Array.from(trees.roots, (_, tree) => (bits > 0 ? cutTree(trees, tree, player, bits, keys) : [])).flat()
  const entriesOf = (block: Block): number => patternsIn(block) * layout.targets(block).length
  const blocks = withinBudget(candidates, entriesOf, (options.tableBytes ?? TABLE_BYTES) / 8)
  const programs = [...Map.groupBy(blocks, (block) => block.tree)].map(([tree, own]) => {
    return { blocks: own, program: patternProgram(trees, trees.roots[tree], own, player, ranks, keys) }
  })
  const outside = outsideBlocks(trees, blocks)
  return { player, ranks, programs, outside, isWhole: !outside.includes(1) }
}

/** Encoded baseline rows with the mean of each linear term and of the margin. Throws BaselineError where there is none. */
export function encodeBaseline(model: AdditiveModel, background: FeatureRows, count: number) {
  if (count < 1) throw new BaselineError('The baseline has no rows; give it at least one')
  const encoded = encodeRows(model, background, count)
  const means = meanColumns(model, encoded, count)
  let sum = 0
  for (let row = 0; row < count; row++) sum += marginOf(model, encoded, row * model.columns.length)
  return { encoded, means, baseValue: sum / count }
}

/** The model's margin of the encoded row at `at`, in float64. */
export function marginOf(model: AdditiveModel, encoded: Float64Array, at: number): number {
  let margin = model.constant + sumOfLeaves(model.trees, encoded, at)
  for (let term = 0; term < model.linear.length; term++) margin += model.weights[term] * encoded[at + model.linear[term]]
  return margin
}

/** The model's margin of each of the first `count` rows, computed from the row alone. */
export function marginsOf(model: AdditiveModel, rows: FeatureRows, count: number): Float64Array {
  const encoded = encodeRows(model, rows, count)
  return Float64Array.from({ length: count }, (_, row) => marginOf(model, encoded, row * model.columns.length))
}

function meanColumns(model: AdditiveModel, encoded: Float64Array, count: number): Float64Array {
  const stride = model.columns.length
  return Float64Array.from(model.linear, (column) => {
    let sum = 0
    for (let row = 0; row < count; row++) sum += encoded[row * stride + column]
    if (Number.isNaN(sum))
      throw new BaselineError(
        `The baseline has missing values in feature ${model.columns[column].feature}, which the model weighs linearly; remove those rows or impute them`,
      )
    return sum / count
  })
}

/** Row-major as column-major: entry `column * count + row`. */
export function columnMajor(encoded: Float64Array, count: number, columns: number): Float64Array {
  const values = new Float64Array(encoded.length)
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < columns; column++) values[column * count + row] = encoded[row * columns + column]
  }
  return values
}
