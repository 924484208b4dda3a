import { MISSING_RANK, rankOf } from './column-ranks.ts'
import type { ColumnRanks } from './column-ranks.ts'
import type { Block } from './cut-tree.ts'
import { splitKey } from './cut-tree.ts'
import type { RowChunk } from './row-chunk.ts'
import { AT_MOST, takesYes } from './tree-set.ts'
import type { TreeSet } from './tree-set.ts'

const OUTSIDE = -0x80000000

/**
 * How one tree turns encoded rows into one pattern per block.
 *
 * A pattern holds a bit per player above the block (the row meets all of that player's splits on the path) and a bit per
 * distinct split inside the block.
 */
export type PatternProgram = {
  readonly trees: TreeSet
  /** The distinct splits that are read: first the `atMost` comparisons, then the others. */
  readonly splitNode: Int32Array
  readonly splitColumn: Int32Array
  /** Place of a comparison's threshold among those of its column; -1 for NaN. */
  readonly splitRank: Int32Array
  readonly splitMissingYes: Uint8Array
  readonly atMost: number
  /** The nodes above the blocks in preorder; a target is another of them, `~block`, or nothing. */
  readonly upperSplit: Int32Array
  readonly upperYes: Int32Array
  readonly upperNo: Int32Array
  readonly upperBit: Uint8Array
  readonly upperFresh: Uint8Array
  readonly blockShift: Uint8Array
  readonly blockSplitStart: Int32Array
  readonly blockSplits: Int32Array
}

/** Compiles one tree with its blocks (in the order `cutTree` gave them). */
export function patternProgram(trees: TreeSet, root: number, blocks: readonly Block[], player: Int32Array, ranks: ColumnRanks, keys: string[]): PatternProgram {
  const blockAt = new Map(blocks.map((block, index) => [block.node, index]))
  const inUse = nodesInUse(trees, root, blocks, blockAt)
  const nodeOf = new Map<string, number>()
  for (const node of inUse) nodeOf.set((keys[node] ??= splitKey(trees, node)), node)
  const nodes = [...nodeOf.values()].sort((a, b) => trees.kind[a] - trees.kind[b])
  const indexOf = new Map(nodes.map((node, index) => [keys[node], index]))
  const upper = upperNodes(trees, root, blockAt, player, (node) => indexOf.get((keys[node] ??= splitKey(trees, node))) ?? 0)
  const blockSplitStart = new Int32Array(blocks.length + 1)
  blocks.forEach((block, index) => (blockSplitStart[index + 1] = blockSplitStart[index] + block.splits.length))
  return {
    trees,
    splitNode: Int32Array.from(nodes),
    splitColumn: Int32Array.from(nodes, (node) => trees.column[node]),
    splitRank: Int32Array.from(nodes, (node) => rankOfThreshold(trees, node, ranks)),
    splitMissingYes: Uint8Array.from(nodes, (node) => trees.missingYes[node]),
    atMost: nodes.filter((node) => trees.kind[node] === AT_MOST).length,
    ...upper,
    blockShift: Uint8Array.from(blocks, (block) => block.pathPlayers.length),
    blockSplitStart,
    blockSplits: Int32Array.from(blocks.flatMap((block) => block.splits.map((node) => indexOf.get(keys[node]) ?? 0))),
  }
}

function rankOfThreshold(trees: TreeSet, node: number, ranks: ColumnRanks): number {
  const threshold = trees.threshold[node]
  return trees.kind[node] !== AT_MOST || Number.isNaN(threshold) ? -1 : rankOf(ranks, trees.column[node], threshold)
}

/** Nodes above blocks, and one node for each split inside a block. */
function nodesInUse(trees: TreeSet, root: number, blocks: readonly Block[], blockAt: Map<number, number>): number[] {
  const nodes = blocks.flatMap((block) => [...block.splits])
  const above = (node: number): boolean => {
    if (blockAt.has(node)) return true
    if (trees.column[node] < 0) return false
    const yes = above(trees.yes[node])
    const no = above(trees.no[node])
    if (yes || no) nodes.push(node)
    return yes || no
  }
  above(root)
  return nodes
}

function upperNodes(trees: TreeSet, root: number, blockAt: Map<number, number>, player: Int32Array, splitOf: (node: number) => number) {
  const split: number[] = []
  const yes: number[] = []
  const no: number[] = []
  const bit: number[] = []
  const fresh: number[] = []
  const path: number[] = []
  const visit = (node: number): number => {
    const block = blockAt.get(node)
    if (block !== undefined) return ~block
    if (trees.column[node] < 0) return OUTSIDE
    const at = split.length
    const who = player[trees.column[node]]
    const isFresh = !path.includes(who)
    if (isFresh) path.push(who)
    split.push(splitOf(node))
    bit.push(path.indexOf(who))
    fresh.push(isFresh ? 1 : 0)
    yes[at] = visit(trees.yes[node])
    no[at] = visit(trees.no[node])
    if (isFresh) path.pop()
    if (yes[at] === OUTSIDE && no[at] === OUTSIDE) {
      split.length = bit.length = fresh.length = yes.length = no.length = at
      return OUTSIDE
    }
    return at
  }
  visit(root)
  return {
    upperSplit: Int32Array.from(split),
    upperYes: Int32Array.from(yes),
    upperNo: Int32Array.from(no),
    upperBit: Uint8Array.from(bit, (position) => position & 31),
    upperFresh: Uint8Array.from(fresh),
  }
}

/** Room for `patternsOf`: entry `item * capacity + row`. */
export type PatternScratch = { readonly taken: Uint8Array; readonly masks: Int32Array; readonly patterns: Int32Array }

/** Room for the largest of the programs, for chunks of `capacity` rows. */
export function patternScratch(programs: readonly PatternProgram[], capacity: number): PatternScratch {
  const most = (size: (program: PatternProgram) => number) => programs.reduce((max, p) => Math.max(max, size(p)), 1) * capacity
  return {
    taken: new Uint8Array(most((p) => p.splitNode.length)),
    masks: new Int32Array(most((p) => p.upperSplit.length)),
    patterns: new Int32Array(most((p) => p.blockShift.length)),
  }
}

/** Writes the pattern of each row of the chunk in each block to `scratch.patterns[block * capacity + row]`. */
export function patternsOf(program: PatternProgram, chunk: RowChunk, scratch: PatternScratch): void {
  takeSplits(program, chunk, scratch.taken)
  walkUpper(program, chunk, scratch)
  const { taken, patterns } = scratch
  const { capacity, count } = chunk
  const { blockShift, blockSplitStart, blockSplits } = program
  for (let block = 0; block < blockShift.length; block++) {
    let shift = blockShift[block]
    const at = block * capacity
    for (let i = blockSplitStart[block]; i < blockSplitStart[block + 1]; i++) {
      const split = blockSplits[i] * capacity
      for (let row = 0; row < count; row++) patterns[at + row] |= taken[split + row] << shift
      shift++
    }
  }
}

/** Whether each row takes the yes branch of each split: 0 or 1. */
function takeSplits(program: PatternProgram, chunk: RowChunk, taken: Uint8Array): void {
  const { splitColumn, splitRank, splitMissingYes, splitNode, atMost } = program
  const { capacity, count, ranks, hasMissing, encoded, stride, from } = chunk
  for (let i = 0; i < atMost; i++) {
    const below = splitRank[i] + 1
    const to = i * capacity
    const at = splitColumn[i] * capacity
    // rank < below, as the sign of a difference: a comparison would be a branch that is guessed wrong half of the time.
    for (let row = 0; row < count; row++) taken[to + row] = (ranks[at + row] - below) >>> 31
    if (hasMissing[splitColumn[i]] === 0 || splitMissingYes[i] === 0) continue
    for (let row = 0; row < count; row++) if (ranks[at + row] === MISSING_RANK) taken[to + row] = 1
  }
  for (let i = atMost; i < splitNode.length; i++) {
    for (let row = 0; row < count; row++) {
      taken[i * capacity + row] = takesYes(program.trees, splitNode[i], encoded[(from + row) * stride + splitColumn[i]]) ? 1 : 0
    }
  }
}

/** Follows both branches of every node above the blocks: a player's bit stays set while the row meets its splits. */
function walkUpper(program: PatternProgram, { capacity, count }: RowChunk, { taken, masks, patterns }: PatternScratch): void {
  const { upperSplit, upperYes, upperNo, upperBit, upperFresh } = program
  masks.fill(0, 0, count)
  patterns.fill(0, 0, count)
  for (let i = 0; i < upperSplit.length; i++) {
    const split = upperSplit[i] * capacity
    const bit = upperBit[i]
    const isFresh = upperFresh[i] === 1
    for (const isYes of [true, false]) {
      const target = isYes ? upperYes[i] : upperNo[i]
      if (target === OUTSIDE) continue
      const into = target >= 0 ? masks : patterns
      const to = (target >= 0 ? target : ~target) * capacity
      const missed = isYes ? 1 : 0
      const from = i * capacity
      if (isFresh) for (let row = 0; row < count; row++) into[to + row] = masks[from + row] | ((taken[split + row] ^ missed ^ 1) << bit)
      else for (let row = 0; row < count; row++) into[to + row] = masks[from + row] & ~((taken[split + row] ^ missed) << bit)
    }
  }
}
