import type { AdditiveModel, FeatureRows } from './additive-model.ts'
import { blockTables, PAIR_LAYOUT, PLAYER_LAYOUT } from './ensemble/block-tables.ts'
import type { TableLayout } from './ensemble/block-tables.ts'
import { coalitionWeights, pairWeights } from './ensemble/coalition-weights.ts'
import type { Block } from './ensemble/cut-tree.ts'
import { interventionalCredit, interventionalPairCredit } from './ensemble/leaf-credit.ts'
import { pairWalker } from './ensemble/pair-walk.ts'
import { patternScratch, patternsOf } from './ensemble/pattern-program.ts'
import type { PatternProgram } from './ensemble/pattern-program.ts'
import { patternsIn } from './ensemble/pattern-table.ts'
import type { BlockLeaf } from './ensemble/pattern-table.ts'
import type { ColumnRanks } from './ensemble/column-ranks.ts'
import { fillChunk, rowChunk } from './ensemble/row-chunk.ts'
import { longestPath, treeWalker } from './ensemble/walk.ts'
import { columnMajor, cutModel, encodeBaseline } from './prepared-model.ts'
import type { PreparedBackground, PrepareOptions } from './prepared-model.ts'

type Compiled = { readonly program: PatternProgram; readonly blocks: readonly Block[] }
type Credit = (share: Float64Array, depth: number) => Float64Array

/**
 * Prepares a baseline: v(S) is the mean over `count` background rows of the margin at (row on S, background elsewhere).
 *
 * Costs one pass over the background and the tables; explaining a row afterwards does not depend on `count`, except for
 * leaves under more than `blockBits` features, which are walked with all background rows.
 *
 * @throws BaselineError without rows, or when a linear term meets a missing value (the mean would be NaN)
 */
export function prepareBackground(model: AdditiveModel, background: FeatureRows, count: number, options: PrepareOptions = {}): PreparedBackground {
  return prepare(model, background, count, options, false)
}

/**
 * Prepares the Shapley interactions of every two players against a baseline: `explainTrees` then gives, at `pairIndex(i, j)`,
 * the whole interaction of i and j (shap's matrices hold half of it on each side of the diagonal). Linear terms have none.
 *
 * @throws BaselineError as `prepareBackground`
 */
export function prepareInteractions(model: AdditiveModel, background: FeatureRows, count: number, options: PrepareOptions = {}): PreparedBackground {
  return prepare(model, background, count, options, true)
}

function prepare(model: AdditiveModel, background: FeatureRows, count: number, options: PrepareOptions, isPairs: boolean): PreparedBackground {
  const { encoded, means, baseValue } = encodeBaseline(model, background, count)
  const layout: TableLayout = isPairs ? PAIR_LAYOUT : PLAYER_LAYOUT
  const { player, ranks, programs, outside, isWhole } = options.cut ?? cutModel(model, layout, options)
  const { trees } = model
  const frequencies = frequenciesOf(programs, ranks, encoded, model.columns.length, count)
  const tabulated = programs.map(({ program, blocks }, tree) => {
    const starts = patternStarts(blocks)
    const players = blocks.reduce((most, block) => Math.max(most, block.players.length), 0)
    const [ofPlayers, ofPairs] = [coalitionWeights(players), pairWeights(players)]
    const credit: Credit = (share, depth) => (isPairs ? interventionalPairCredit(share, depth, ofPairs) : interventionalCredit(share, depth, ofPlayers))
    const creditOf = (leaf: BlockLeaf, patterns: Int32Array, block: number) => {
      const share = new Float64Array(2 ** leaf.players.length)
      for (let pattern = 0; pattern < patterns.length; pattern++) share[patterns[pattern]] += frequencies[tree][starts[block] + pattern] * leaf.value
      return credit(share, leaf.players.length)
    }
    return { program, blocks, tables: blockTables(trees, blocks, player, layout, creditOf) }
  })
  const targets = isPairs ? (model.players * (model.players - 1)) / 2 : model.players
  const tableBytes = tabulated.reduce((sum, { tables }) => sum + tables.table.byteLength, 0)
  const base = { model, rows: count, baseValue, means, ranks, tabulated, targets, bytes: tableBytes }
  if (isWhole) return base
  const longest = longestPath(trees, player, outside)
  const held = { values: columnMajor(encoded, count, model.columns.length), count }
  const walk = isPairs
    ? pairWalker(trees, outside, held, player, pairWeights(longest))
    : treeWalker(trees, outside, held, player, model.players, coalitionWeights(longest))
  return { ...base, bytes: tableBytes + held.values.byteLength, walk }
}

function patternStarts(blocks: readonly Block[]): Int32Array {
  const start = new Int32Array(blocks.length + 1)
  blocks.forEach((block, index) => (start[index + 1] = start[index] + patternsIn(block)))
  return start
}

/** Per tree, the share of background rows with each pattern of each block. */
function frequenciesOf(compiled: readonly Compiled[], ranks: ColumnRanks, encoded: Float64Array, stride: number, count: number): Float64Array[] {
  const starts = compiled.map(({ blocks }) => patternStarts(blocks))
  const frequencies = compiled.map(({ blocks }, tree) => new Float64Array(starts[tree][blocks.length]))
  const chunk = rowChunk(stride, count)
  const scratch = patternScratch(
    compiled.map(({ program }) => program),
    chunk.capacity,
  )
  for (let from = 0; from < count; from += chunk.capacity) {
    fillChunk(chunk, ranks, encoded, from, Math.min(chunk.capacity, count - from))
    compiled.forEach(({ program, blocks }, tree) => {
      patternsOf(program, chunk, scratch)
      for (let block = 0; block < blocks.length; block++) {
        const at = block * chunk.capacity
        for (let row = at; row < at + chunk.count; row++) frequencies[tree][starts[tree][block] + scratch.patterns[row]] += 1
      }
    })
  }
  for (const frequency of frequencies) for (let i = 0; i < frequency.length; i++) frequency[i] /= count
  return frequencies
}
