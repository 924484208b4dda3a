import type { TreeSet } from './tree-set.ts'

/** A subtree small enough to be tabulated: one bit per player above it and one per distinct split inside it. */
export type Block = {
  readonly tree: number
  readonly node: number
  /** Players of the path to the block, in order of first appearance: one bit each. */
  readonly pathPlayers: readonly number[]
  /** Nodes inside whose splits differ: one bit each, after the path's. */
  readonly splits: readonly number[]
  /** All players of path and splits. */
  readonly players: readonly number[]
}

/** Two nodes with the same key send every row the same way. */
export function splitKey(trees: TreeSet, node: number): string {
  const threshold = trees.kind[node] === 2 ? [...trees.members[trees.threshold[node]]].join(' ') : trees.threshold[node]
  return `${trees.column[node]}/${trees.kind[node]}/${threshold}/${trees.missingYes[node]}`
}

/** Nodes of the distinct splits below `node`, or undefined when there are more than `limit`. */
function distinctSplits(trees: TreeSet, node: number, limit: number, keys: string[]): number[] | undefined {
  const found = new Map<string, number>()
  const stack = [node]
  while (stack.length > 0) {
    const at = stack.pop() ?? 0
    if (trees.column[at] < 0) continue
    const key = (keys[at] ??= splitKey(trees, at))
    if (!found.has(key)) {
      if (found.size === limit) return undefined
      found.set(key, at)
    }
    stack.push(trees.no[at], trees.yes[at])
  }
  return [...found.values()]
}

/**
 * Cuts one tree into the largest blocks of at most `bits` bits; leaves under too many players stay outside all blocks.
 *
 * @param player the player of each encoded column
 * @param keys a scratch array, one per tree set, that remembers split keys
 */
export function cutTree(trees: TreeSet, tree: number, player: Int32Array, bits: number, keys: string[]): Block[] {
  const blocks: Block[] = []
  const path: number[] = []
  const visit = (node: number): void => {
    if (path.length > bits) return
    const splits = distinctSplits(trees, node, bits - path.length, keys)
    if (splits) {
      const players = [...new Set([...path, ...splits.map((split) => player[trees.column[split]])])]
      blocks.push({ tree, node, pathPlayers: [...path], splits, players })
      return
    }
    if (trees.column[node] < 0) return
    const who = player[trees.column[node]]
    const fresh = !path.includes(who)
    if (fresh) path.push(who)
    visit(trees.yes[node])
    visit(trees.no[node])
    if (fresh) path.pop()
  }
  visit(trees.roots[tree])
  return blocks
}

/** Keeps the smallest blocks whose tables, of `entriesOf` float64 numbers each, fit into `entries` together. */
export function withinBudget(blocks: readonly Block[], entriesOf: (block: Block) => number, entries: number): Block[] {
  let left = entries
  const kept = new Set<Block>()
  const sizes = blocks.map((block) => ({ block, size: entriesOf(block) }))
  for (const { block, size } of sizes.sort((a, b) => a.size - b.size)) {
    if (size > left) break
    left -= size
    kept.add(block)
  }
  return blocks.filter((block) => kept.has(block))
}

/** One flag per node: whether a leaf below it lies outside all `blocks`. */
export function outsideBlocks(trees: TreeSet, blocks: readonly Block[]): Uint8Array {
  const outside = new Uint8Array(trees.column.length)
  const covered = new Uint8Array(trees.column.length)
  for (const { node } of blocks) covered[node] = 1
  const visit = (node: number): number => {
    if (covered[node] === 1) return 0
    if (trees.column[node] < 0) return (outside[node] = 1)
    const yes = visit(trees.yes[node])
    const no = visit(trees.no[node])
    return (outside[node] = yes | no)
  }
  for (const root of trees.roots) visit(root)
  return outside
}
