import type { Block } from './cut-tree.ts'
import { splitKey } from './cut-tree.ts'
import type { TreeSet } from './tree-set.ts'

type PathSplit = { readonly bit: number; readonly yes: boolean }
/** A leaf of a block: its players by position in `block.players`, each with the pattern bits it needs. */
export type BlockLeaf = {
  readonly node: number
  readonly value: number
  readonly players: readonly number[]
  readonly needs: readonly (readonly PathSplit[])[]
}

export const patternsIn = (block: Block): number => 2 ** (block.pathPlayers.length + block.splits.length)

/** `of[pattern]`: which of the leaf's players meet their splits under each pattern of the block, a bit each. */
export function leafPatterns(leaf: BlockLeaf, of: Int32Array): void {
  for (let pattern = 0; pattern < of.length; pattern++) {
    let bits = 0
    for (let i = 0; i < leaf.needs.length; i++) {
      let met = 1
      for (const { bit, yes } of leaf.needs[i]) if (((pattern >> bit) & 1) !== (yes ? 1 : 0)) met = 0
      bits |= met << i
    }
    of[pattern] = bits
  }
}

/** The leaves of a block; the path's players come first, each with its bit. */
export function blockLeaves(trees: TreeSet, block: Block, player: Int32Array): BlockLeaf[] {
  const shift = block.pathPlayers.length
  const bitOf = new Map(block.splits.map((node, index) => [splitKey(trees, node), shift + index]))
  const leaves: BlockLeaf[] = []
  const needs = new Map<number, PathSplit[]>(block.pathPlayers.map((_, bit) => [bit, [{ bit, yes: true }]]))
  const visit = (node: number): void => {
    if (trees.column[node] < 0) {
      leaves.push({ node, value: trees.value[node], players: [...needs.keys()], needs: [...needs.values()].map((list) => [...list]) })
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
