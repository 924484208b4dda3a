import type { Block } from './cut-tree.ts'
import { splitKey } from './cut-tree.ts'
import { AT_MOST, takesYes } from './tree-set.ts'
import type { TreeSet } from './tree-set.ts'

const OUTSIDE = -0x80000000

/**
 * How one tree turns an encoded row into one pattern per block.
 *
 * A pattern holds a bit per player above the block (the row meets all of that player's splits on the path) and a bit per
 * distinct split inside the block.
 */
export type PatternProgram = {
  readonly trees: TreeSet
  /** The distinct splits that are read: first the `atMost` comparisons, then the others. */
  readonly splitNode: Int32Array
  readonly splitColumn: Int32Array
  readonly splitThreshold: Float64Array
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
export function patternProgram(trees: TreeSet, root: number, blocks: readonly Block[], player: Int32Array, keys: string[]): PatternProgram {
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
    splitThreshold: Float64Array.from(nodes, (node) => trees.threshold[node]),
    splitMissingYes: Uint8Array.from(nodes, (node) => trees.missingYes[node]),
    atMost: nodes.filter((node) => trees.kind[node] === AT_MOST).length,
    ...upper,
    blockShift: Uint8Array.from(blocks, (block) => block.pathPlayers.length),
    blockSplitStart,
    blockSplits: Int32Array.from(blocks.flatMap((block) => block.splits.map((node) => indexOf.get(keys[node]) ?? 0))),
  }
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

/** Room for `patternsOf`, reusable between programs of at most this size. */
export type PatternScratch = { readonly taken: Uint8Array; readonly masks: Int32Array; readonly patterns: Int32Array }

/** Room for the largest of the programs. */
export function patternScratch(programs: readonly PatternProgram[]): PatternScratch {
  const most = (size: (program: PatternProgram) => number) => programs.reduce((max, p) => Math.max(max, size(p)), 1)
  return {
    taken: new Uint8Array(most((p) => p.splitNode.length)),
    masks: new Int32Array(most((p) => p.upperSplit.length)),
    patterns: new Int32Array(most((p) => p.blockShift.length)),
  }
}

/** Writes the pattern of the encoded row `values[at…]` in each block to `scratch.patterns`. */
export function patternsOf(program: PatternProgram, values: Float64Array, at: number, scratch: PatternScratch): void {
  const { splitColumn, splitThreshold, splitMissingYes, splitNode, atMost } = program
  const { upperSplit, upperYes, upperNo, upperBit, upperFresh, blockShift, blockSplitStart, blockSplits } = program
  const { taken, masks, patterns } = scratch
  for (let i = 0; i < atMost; i++) {
    const value = values[at + splitColumn[i]]
    taken[i] = value <= splitThreshold[i] ? 1 : value !== value ? splitMissingYes[i] : 0
  }
  for (let i = atMost; i < splitNode.length; i++) {
    taken[i] = takesYes(program.trees, splitNode[i], values[at + splitColumn[i]]) ? 1 : 0
  }
  masks[0] = 0
  patterns[0] = 0
  for (let i = 0; i < upperSplit.length; i++) {
    const bit = 1 << upperBit[i]
    const mask = masks[i]
    const met = upperFresh[i] === 1 ? mask | bit : mask
    const missed = upperFresh[i] === 1 ? mask : mask & ~bit
    const isYes = taken[upperSplit[i]] === 1
    const yes = upperYes[i]
    const no = upperNo[i]
    if (yes >= 0) masks[yes] = isYes ? met : missed
    else if (yes !== OUTSIDE) patterns[~yes] = isYes ? met : missed
    if (no >= 0) masks[no] = isYes ? missed : met
    else if (no !== OUTSIDE) patterns[~no] = isYes ? missed : met
  }
  for (let block = 0; block < blockShift.length; block++) {
    let pattern = patterns[block]
    let shift = blockShift[block]
    const end = blockSplitStart[block + 1]
    for (let i = blockSplitStart[block]; i < end; i++) pattern |= taken[blockSplits[i]] << shift++
    patterns[block] = pattern
  }
}
