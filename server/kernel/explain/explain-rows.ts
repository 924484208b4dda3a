import { encodeRows, applyLink } from './additive-model.ts'
import type { AdditiveModel, FeatureRows } from './additive-model.ts'
import { coalitionWeights } from './ensemble/coalition-weights.ts'
import { cutTree, outsideBlocks, withinBudget } from './ensemble/cut-tree.ts'
import type { Block } from './ensemble/cut-tree.ts'
import { patternProgram, patternScratch, patternsOf } from './ensemble/pattern-program.ts'
import type { PatternProgram, PatternScratch } from './ensemble/pattern-program.ts'
import { fillTable } from './ensemble/pattern-table.ts'
import { sumOfLeaves } from './ensemble/tree-set.ts'
import { longestPath, treeWalker } from './ensemble/walk.ts'

/** Bits of the largest tabulated pattern; 2^bits × players float64 numbers a table. */
const BLOCK_BITS = 8
const TABLE_BYTES = 64 * 2 ** 20

type TabulatedTree = {
  readonly program: PatternProgram
  readonly blocks: readonly Block[]
  /** First table row of each block; a row has the block's width. */
  readonly tableStart: Int32Array
  readonly width: Int32Array
  readonly playerStart: Int32Array
  readonly blockPlayers: Int32Array
  readonly table: Float64Array
}

/** A model with its baseline, ready to explain rows. */
export type PreparedBackground = {
  readonly model: AdditiveModel
  readonly rows: number
  /** Mean margin over the background rows. */
  readonly baseValue: number
  /** Mean of each linear term's column over the background rows. */
  readonly means: Float64Array
  readonly tabulated: readonly TabulatedTree[]
  readonly scratch: PatternScratch
  readonly walk?: (values: Float64Array, at: number, contributions: Float64Array, to: number) => void
}

export type PrepareOptions = {
  /** Bits of the largest tabulated pattern (8); 0 walks all trees row by row. */
  blockBits?: number
  /** Memory for tables (64 MiB); what does not fit is computed row by row. */
  tableBytes?: number
}

export type RowExplanations = {
  /** Row-major, rows × features: the contribution of each feature to the margin. */
  readonly contributions: Float64Array
  /** The mean margin of the background: margin = baseValue + the row's contributions. */
  readonly baseValue: number
  /** The model's own margin of each row, computed from the row alone. */
  readonly margins: Float64Array
  /** The margin through the model's link. */
  readonly outputs: Float64Array
}

/** The baseline has no usable row, or one that the model cannot score. */
export class BaselineError extends Error {}

/**
 * Prepares a baseline: v(S) is the mean over `count` background rows of the margin at (row on S, background elsewhere).
 *
 * Costs one pass over the background and the tables; explaining a row afterwards does not depend on `count`, except for
 * leaves under more than `blockBits` features, which are walked with all background rows.
 *
 * @throws BaselineError without rows, or when a linear term meets a missing value (the mean would be NaN)
 */
export function prepareBackground(model: AdditiveModel, background: FeatureRows, count: number, options: PrepareOptions = {}): PreparedBackground {
  if (count < 1) throw new BaselineError('The baseline has no rows; give it at least one')
  const encoded = encodeRows(model, background, count)
  const means = meanColumns(model, encoded, count)
  const player = Int32Array.from(model.columns, (column) => column.player)
  const { trees } = model
  const bits = options.blockBits ?? BLOCK_BITS
  const keys: string[] = []
  const candidates = Array.from(trees.roots, (_, tree) => (bits > 0 ? cutTree(trees, tree, player, bits, keys) : [])).flat()
  const blocks = withinBudget(candidates, (options.tableBytes ?? TABLE_BYTES) / 8)
  const byTree = Map.groupBy(blocks, (block) => block.tree)
  const programs = new Map<number, PatternProgram>()
  for (const [tree, own] of byTree) programs.set(tree, patternProgram(trees, trees.roots[tree], own, player, keys))
  const scratch = patternScratch([...programs.values()])
  const tabulated = [...programs].map(([tree, program]) => tabulate(model, program, byTree.get(tree) ?? [], player, encoded, count, scratch))
  let sum = 0
  for (let row = 0; row < count; row++) sum += marginOf(model, encoded, row * model.columns.length)
  const outside = outsideBlocks(trees, blocks)
  const base = { model, rows: count, baseValue: sum / count, means, tabulated, scratch }
  if (!outside.includes(1)) return base
  const values = columnMajor(encoded, count, model.columns.length)
  const weights = coalitionWeights(longestPath(trees, player, outside))
  return { ...base, walk: treeWalker(trees, outside, { values, count }, player, model.players, weights) }
}

/**
 * Exact interventional Shapley values of the first `count` rows.
 *
 * A row whose missing value meets a linear term has a NaN margin, as in ONNX Runtime, and NaN contributions there.
 */
export function explainRows(prepared: PreparedBackground, rows: FeatureRows, count: number): RowExplanations {
  const { model, baseValue, means } = prepared
  const stride = model.columns.length
  const encoded = encodeRows(model, rows, count)
  const contributions = new Float64Array(count * model.players)
  const margins = Float64Array.from({ length: count }, (_, row) => marginOf(model, encoded, row * stride))
  model.linear.forEach((column, term) => {
    const { player } = model.columns[column]
    for (let row = 0; row < count; row++) {
      contributions[row * model.players + player] += model.weights[term] * (encoded[row * stride + column] - means[term])
    }
  })
  for (const tree of prepared.tabulated) {
    for (let row = 0; row < count; row++) {
      patternsOf(tree.program, encoded, row * stride, prepared.scratch)
      addFromTable(tree, prepared.scratch.patterns, contributions, row * model.players)
    }
  }
  if (prepared.walk) for (let row = 0; row < count; row++) prepared.walk(encoded, row * stride, contributions, row * model.players)
  return { contributions, baseValue, margins, outputs: margins.map((margin) => applyLink(model.link, margin)) }
}

function addFromTable(tree: TabulatedTree, patterns: Int32Array, contributions: Float64Array, to: number): void {
  const { tableStart, width, playerStart, blockPlayers, table } = tree
  for (let block = 0; block < width.length; block++) {
    const wide = width[block]
    const at = tableStart[block] + patterns[block] * wide
    const who = playerStart[block]
    for (let i = 0; i < wide; i++) contributions[to + blockPlayers[who + i]] += table[at + i]
  }
}

/** The model's margin of the encoded row at `at`, in float64. */
export function marginOf(model: AdditiveModel, encoded: Float64Array, at: number): number {
  let margin = model.constant + sumOfLeaves(model.trees, encoded, at)
  for (let term = 0; term < model.linear.length; term++) margin += model.weights[term] * encoded[at + model.linear[term]]
  return margin
}

function tabulate(
  model: AdditiveModel,
  program: PatternProgram,
  blocks: readonly Block[],
  player: Int32Array,
  encoded: Float64Array,
  count: number,
  scratch: PatternScratch,
): TabulatedTree {
  const starts = (size: (block: Block) => number) => {
    const start = new Int32Array(blocks.length + 1)
    blocks.forEach((block, index) => (start[index + 1] = start[index] + size(block)))
    return start
  }
  const patternStart = starts((block) => 2 ** (block.pathPlayers.length + block.splits.length))
  const tableStart = starts((block) => block.entries)
  const frequency = new Float64Array(patternStart[blocks.length])
  for (let row = 0; row < count; row++) {
    patternsOf(program, encoded, row * model.columns.length, scratch)
    for (let block = 0; block < blocks.length; block++) frequency[patternStart[block] + scratch.patterns[block]] += 1
  }
  for (let i = 0; i < frequency.length; i++) frequency[i] /= count
  const table = new Float64Array(tableStart[blocks.length])
  blocks.forEach((block, index) => {
    const weights = coalitionWeights(block.players.length)
    fillTable(model.trees, block, player, weights, frequency, patternStart[index], table, tableStart[index])
  })
  return {
    program,
    blocks,
    tableStart,
    width: Int32Array.from(blocks, (block) => block.players.length),
    playerStart: starts((block) => block.players.length),
    blockPlayers: Int32Array.from(blocks.flatMap((block) => [...block.players])),
    table,
  }
}

function meanColumns(model: AdditiveModel, encoded: Float64Array, count: number): Float64Array {
  const stride = model.columns.length
  return Float64Array.from(model.linear, (column) => {
    let sum = 0
    for (let row = 0; row < count; row++) sum += encoded[row * stride + column]
    if (Number.isNaN(sum))
      throw new BaselineError(
        `The baseline has missing values in feature ${model.columns[column].player}, which the model weighs linearly; remove those rows or impute them`,
      )
    return sum / count
  })
}

function columnMajor(encoded: Float64Array, count: number, columns: number): Float64Array {
  const values = new Float64Array(encoded.length)
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < columns; column++) values[column * count + row] = encoded[row * columns + column]
  }
  return values
}
