import type { Block } from './cut-tree.ts'
import { pairIndex } from './leaf-credit.ts'
import { blockLeaves, leafPatterns, patternsIn } from './pattern-table.ts'
import type { BlockLeaf } from './pattern-table.ts'
import type { RowChunk } from './row-chunk.ts'
import type { TreeSet } from './tree-set.ts'

/**
 * What each pattern of each block gives to whom: row `pattern` of block b begins at `tableStart[b] + pattern * width[b]`, and
 * its i-th entry goes to `targets[targetStart[b] + i]`.
 */
export type BlockTables = {
  readonly tableStart: Int32Array
  readonly width: Int32Array
  readonly targetStart: Int32Array
  readonly targets: Int32Array
  readonly table: Float64Array
}

/** Who gets something from a block, and where in a leaf's credit it stands. */
export type TableLayout = {
  readonly targets: (block: Block) => readonly number[]
  /** The place among the block's targets of each entry of a leaf's credit. */
  readonly places: (leaf: BlockLeaf) => readonly number[]
}

/** One column per player. */
export const PLAYER_LAYOUT: TableLayout = { targets: (block) => block.players, places: (leaf) => leaf.players }

const pairsOf = (list: readonly number[]): number[] => list.flatMap((b, at) => list.slice(0, at).map((a) => (a < b ? pairIndex(a, b) : pairIndex(b, a))))

/** One column per pair of players, numbered by `pairIndex`. */
export const PAIR_LAYOUT: TableLayout = { targets: (block) => pairsOf(block.players), places: (leaf) => pairsOf(leaf.players) }

/**
 * Tabulates blocks (the pattern tables follow WOODELF, AAAI 2026): explaining a row is then one look-up per block.
 *
 * @param creditOf what a leaf gives under each of its own patterns, row-major (2^players × entries); undefined gives nothing
 */
export function blockTables(
  trees: TreeSet,
  blocks: readonly Block[],
  player: Int32Array,
  layout: TableLayout,
  creditOf: (leaf: BlockLeaf, patterns: Int32Array, block: number) => Float64Array | undefined,
): BlockTables {
  const targets = blocks.map(layout.targets)
  const starts = (size: (index: number) => number) => {
    const start = new Int32Array(blocks.length + 1)
    blocks.forEach((_, index) => (start[index + 1] = start[index] + size(index)))
    return start
  }
  const tableStart = starts((index) => patternsIn(blocks[index]) * targets[index].length)
  const table = new Float64Array(tableStart[blocks.length])
  blocks.forEach((block, index) => {
    const patterns = new Int32Array(patternsIn(block))
    const width = targets[index].length
    for (const leaf of blockLeaves(trees, block, player)) {
      leafPatterns(leaf, patterns)
      const credit = leaf.value === 0 ? undefined : creditOf(leaf, patterns, index)
      if (!credit) continue
      const places = layout.places(leaf)
      for (let pattern = 0; pattern < patterns.length; pattern++) {
        const row = patterns[pattern] * places.length
        const at = tableStart[index] + pattern * width
        for (let i = 0; i < places.length; i++) table[at + places[i]] += credit[row + i]
      }
    }
  })
  return {
    tableStart,
    width: Int32Array.from(targets, (list) => list.length),
    targetStart: starts((index) => targets[index].length),
    targets: Int32Array.from(targets.flat()),
    table,
  }
}

/** Adds what the chunk's rows get to `sums[target * capacity + row]`; `patterns` are used up. */
export function addFromTables(tables: BlockTables, patterns: Int32Array, { capacity, count }: RowChunk, sums: Float64Array): void {
  const { tableStart, width, targetStart, targets, table } = tables
  for (let block = 0; block < width.length; block++) {
    const wide = width[block]
    const at = block * capacity
    const start = tableStart[block]
    for (let row = at; row < at + count; row++) patterns[row] = start + patterns[row] * wide
    const who = targetStart[block]
    let i = 0
    // Four entries of a table row lie side by side, mostly in one line of the cache.
    for (; i + 4 <= wide; i += 4) {
      const to0 = targets[who + i] * capacity
      const to1 = targets[who + i + 1] * capacity
      const to2 = targets[who + i + 2] * capacity
      const to3 = targets[who + i + 3] * capacity
      for (let row = 0; row < count; row++) {
        const entry = patterns[at + row] + i
        sums[to0 + row] += table[entry]
        sums[to1 + row] += table[entry + 1]
        sums[to2 + row] += table[entry + 2]
        sums[to3 + row] += table[entry + 3]
      }
    }
    for (; i < wide; i++) {
      const to = targets[who + i] * capacity
      for (let row = 0; row < count; row++) sums[to + row] += table[patterns[at + row] + i]
    }
  }
}
