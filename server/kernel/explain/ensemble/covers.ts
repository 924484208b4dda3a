import { takesYes } from './tree-set.ts'
import type { TreeSet } from './tree-set.ts'

/** How training rows spread over the nodes of trees, found by routing them: a model file does not tell. */
export type Covers = {
  /** The share of the rows at a node's parent that go on to it; 1 at a root, 1/2 where no row reaches the parent. */
  readonly share: Float64Array
  /** The node above, -1 at a root. */
  readonly parent: Int32Array
  /** Leaves that no row reaches; they weigh nothing unless the explained row goes there. */
  readonly leavesWithoutRows: number
}

/** Routes `count` encoded rows (row-major, `stride` columns) through all trees. */
export function coversOf(trees: TreeSet, encoded: Float64Array, stride: number, count: number): Covers {
  const { column, yes, no } = trees
  const rows = new Float64Array(column.length)
  for (const root of trees.roots) {
    for (let row = 0; row < count; row++) {
      let node = root
      rows[node]++
      while (column[node] >= 0) {
        node = takesYes(trees, node, encoded[row * stride + column[node]]) ? yes[node] : no[node]
        rows[node]++
      }
    }
  }
  const parent = new Int32Array(column.length).fill(-1)
  const share = new Float64Array(column.length).fill(1)
  let leavesWithoutRows = 0
  for (let node = 0; node < column.length; node++) {
    if (column[node] < 0) {
      if (rows[node] === 0) leavesWithoutRows++
      continue
    }
    for (const child of [yes[node], no[node]]) {
      parent[child] = node
      share[child] = rows[node] === 0 ? 0.5 : rows[child] / rows[node]
    }
  }
  return { share, parent, leavesWithoutRows }
}

/** How likely a row that follows the covers meets the splits of each of `players` on the path to a node. */
export function metOnPath(trees: TreeSet, { share, parent }: Covers, player: Int32Array, node: number, players: readonly number[]): Float64Array {
  const met = new Float64Array(players.length).fill(1)
  for (let at = node; parent[at] >= 0; at = parent[at]) met[players.indexOf(player[trees.column[parent[at]]])] *= share[at]
  return met
}
