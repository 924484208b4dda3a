import type { CoalitionWeights } from './coalition-weights.ts'
import type { Block } from './cut-tree.ts'
import { splitKey } from './cut-tree.ts'
import type { TreeSet } from './tree-set.ts'

type PathSplit = { readonly bit: number; readonly yes: boolean }
/** A leaf of a block: its players by position in `block.players`, each with the pattern bits it needs. */
type BlockLeaf = { readonly value: number; readonly players: readonly number[]; readonly needs: readonly (readonly PathSplit[])[] }

/**
 * Tabulates a block: entry `pattern * players + i` is the contribution to the block's i-th player of a row with that
 * pattern, averaged over all background rows (interventional Shapley values; the pattern tables follow WOODELF, AAAI 2026).
 *
 * @param frequency share of background rows per pattern, at `from` (sum 1)
 * @param player the player of each encoded column
 * @param target filled at `to`
 */
export function fillTable(
  trees: TreeSet,
  block: Block,
  player: Int32Array,
  weights: CoalitionWeights,
  frequency: Float64Array,
  from: number,
  target: Float64Array,
  to: number,
): void {
  const patterns = 2 ** (block.pathPlayers.length + block.splits.length)
  const width = block.players.length
  const leafPattern = new Int32Array(patterns)
  for (const leaf of blockLeaves(trees, block, player)) {
    if (leaf.value === 0) continue
    const depth = leaf.players.length
    const share = new Float64Array(2 ** depth)
    for (let pattern = 0; pattern < patterns; pattern++) {
      leafPattern[pattern] = patternAtLeaf(leaf, pattern)
      share[leafPattern[pattern]] += frequency[from + pattern] * leaf.value
    }
    const credit = leafCredit(share, depth, weights)
    for (let pattern = 0; pattern < patterns; pattern++) {
      const row = leafPattern[pattern] * depth
      const at = to + pattern * width
      for (let i = 0; i < depth; i++) target[at + leaf.players[i]] += credit[row + i]
    }
  }
}

function patternAtLeaf(leaf: BlockLeaf, pattern: number): number {
  let bits = 0
  for (let i = 0; i < leaf.needs.length; i++) {
    let met = 1
    for (const { bit, yes } of leaf.needs[i]) if (((pattern >> bit) & 1) !== (yes ? 1 : 0)) met = 0
    bits |= met << i
  }
  return bits
}

/**
 * `credit[a * depth + i]`: what player i gets from a leaf when the row meets the players in `a`, summed over the
 * background patterns b that meet all others; `share[b]` is the leaf's value times the share of rows with pattern b.
 */
function leafCredit(share: Float64Array, depth: number, weights: CoalitionWeights): Float64Array {
  const full = 2 ** depth - 1
  const credit = new Float64Array((full + 1) * depth)
  for (let b = 0; b <= full; b++) {
    if (share[b] === 0) continue
    const rowOnly = full & ~b
    const s = ones(rowOnly)
    for (let common = b; ; common = (common - 1) & b) {
      const backgroundOnly = b & ~common
      const t = ones(backgroundOnly)
      const up = share[b] * weights.plus[s * weights.size + t]
      const down = share[b] * weights.minus[s * weights.size + t]
      const at = (rowOnly | common) * depth
      for (let i = 0; i < depth; i++) {
        if ((rowOnly >> i) & 1) credit[at + i] += up
        else if ((backgroundOnly >> i) & 1) credit[at + i] -= down
      }
      if (common === 0) break
    }
  }
  return credit
}

function ones(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

function blockLeaves(trees: TreeSet, block: Block, player: Int32Array): BlockLeaf[] {
  const shift = block.pathPlayers.length
  const bitOf = new Map(block.splits.map((node, index) => [splitKey(trees, node), shift + index]))
  const leaves: BlockLeaf[] = []
  const needs = new Map<number, PathSplit[]>(block.pathPlayers.map((_, bit) => [bit, [{ bit, yes: true }]]))
  const visit = (node: number): void => {
    if (trees.column[node] < 0) {
      leaves.push({ value: trees.value[node], players: [...needs.keys()], needs: [...needs.values()].map((list) => [...list]) })
      return
    }
    const position = block.players.indexOf(player[trees.column[node]])
    const bit = bitOf.get(splitKey(trees, node)) ?? 0
    const before = needs.get(position)
    for (const yes of [true, false]) {
      needs.set(position, [...(before ?? []), { bit, yes }])
      visit(yes ? trees.yes[node] : trees.no[node])
    }
    if (before) needs.set(position, before)
    else needs.delete(position)
  }
  visit(block.node)
  return leaves
}
