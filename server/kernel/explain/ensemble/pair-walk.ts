import type { PairWeights } from './coalition-weights.ts'
import { pairIndex } from './leaf-credit.ts'
import { takesYes } from './tree-set.ts'
import type { TreeSet } from './tree-set.ts'
import type { Background, TreeWalk } from './walk.ts'

/**
 * Exact interventional Shapley interactions of trees of any depth, by walking each tree once per row with all background
 * rows; a leaf gives something to every two of the players on which only one of both rows reaches it.
 *
 * @param wanted one flag per node: whether a leaf below it counts
 * @returns adds to `contributions[to + pairIndex(i, j)]`
 */
export function pairWalker(trees: TreeSet, wanted: Uint8Array, background: Background, player: Int32Array, weights: PairWeights): TreeWalk {
  const { column, yes, no, value } = trees
  const { count, values: known } = background
  const isRow = new Map<number, boolean>()
  let s = 0
  let t = 0

  const leave = (node: number, rows: number, sums: Float64Array, to: number): void => {
    const place = s * weights.size + t
    const share = (value[node] * rows) / count
    const open = [...isRow]
    for (let j = 1; j < open.length; j++) {
      const [playerJ, rowJ] = open[j]
      for (let i = 0; i < j; i++) {
        const [playerI, rowI] = open[i]
        const weight = rowI !== rowJ ? -weights.mixed[place] : rowI ? weights.row[place] : weights.background[place]
        sums[to + (playerI < playerJ ? pairIndex(playerI, playerJ) : pairIndex(playerJ, playerI))] += share * weight
      }
    }
  }

  return (values, at, sums, to) => {
    const visit = (node: number, rows: Int32Array): void => {
      if (rows.length === 0 || wanted[node] === 0) return
      if (column[node] < 0) return leave(node, rows.length, sums, to)
      const who = player[column[node]]
      const way = takesYes(trees, node, values[at + column[node]])
      const [near, far] = way ? [yes[node], no[node]] : [no[node], yes[node]]
      const state = isRow.get(who)
      if (state === true) return visit(near, rows)
      const start = column[node] * count
      const alike = rows.filter((row) => takesYes(trees, node, known[start + row]) === way)
      const others = rows.filter((row) => takesYes(trees, node, known[start + row]) !== way)
      visit(near, alike)
      if (state === false) return visit(far, others)
      isRow.set(who, true)
      s++
      visit(near, others)
      s--
      isRow.set(who, false)
      t++
      visit(far, others)
      t--
      isRow.delete(who)
    }
    const all = Int32Array.from({ length: count }, (_, row) => row)
    for (const root of trees.roots) visit(root, all)
  }
}
