import type { Covers } from './covers.ts'
import type { Quadrature } from './gauss-legendre.ts'
import { takesYes } from './tree-set.ts'
import type { TreeSet } from './tree-set.ts'
import type { TreeWalk } from './walk.ts'

/**
 * Exact path-dependent Shapley values of trees of any depth, by one walk over all nodes per row.
 *
 * A leaf under players with met_j gives player i w (a_i - met_i) ∫ Π_{j≠i} (t a_j + (1 - t) met_j) dt; the walk carries the
 * product at every point t of a quadrature and divides one factor out, which keeps full precision at any depth.
 *
 * @param wanted one flag per node: whether a leaf below it counts (the others are answered from tables)
 * @param quadrature exact for degree players-on-a-path - 1
 */
export function pathWalker(trees: TreeSet, wanted: Uint8Array, covers: Covers, player: Int32Array, players: number, quadrature: Quadrature): TreeWalk {
  const { column, yes, no, value } = trees
  const { share } = covers
  const { points, weights } = quadrature
  const n = points.length
  /** Whether the row meets the player's splits so far, and how likely a row by the covers does. */
  const meets = new Uint8Array(players).fill(1)
  const met = new Float64Array(players).fill(1)
  const product: Float64Array[] = []
  const total: Float64Array[] = []
  let row = share
  let rowAt = 0
  let credit = share
  let creditAt = 0

  /** Leaves `total[depth][q]`: Σ over the leaves below of value times product at point q. */
  const visit = (node: number, depth: number): void => {
    product[depth] ??= new Float64Array(n)
    total[depth] ??= new Float64Array(n)
    const sums = total[depth]
    const own = product[depth]
    if (column[node] < 0) {
      for (let q = 0; q < n; q++) sums[q] = value[node] * own[q]
      return
    }
    sums.fill(0)
    const who = player[column[node]]
    const way = takesYes(trees, node, row[rowAt + column[node]])
    const [beforeMeets, beforeMet] = [meets[who], met[who]]
    for (const isYes of [true, false]) {
      const child = isYes ? yes[node] : no[node]
      if (wanted[child] === 0) continue
      const nowMeets = beforeMeets === 1 && way === isYes ? 1 : 0
      const nowMet = beforeMet * share[child]
      // Neither the row nor any row by the covers comes here: nothing below counts in any coalition.
      if (nowMeets === 0 && nowMet === 0) continue
      product[depth + 1] ??= new Float64Array(n)
      const next = product[depth + 1]
      for (let q = 0; q < n; q++) {
        const t = points[q]
        next[q] = (own[q] / (t * beforeMeets + (1 - t) * beforeMet)) * (t * nowMeets + (1 - t) * nowMet)
      }
      meets[who] = nowMeets
      met[who] = nowMet
      visit(child, depth + 1)
      const below = total[depth + 1]
      let gained = 0
      for (let q = 0; q < n; q++) {
        const t = points[q]
        sums[q] += below[q]
        gained +=
          weights[q] *
          below[q] *
          ((nowMeets - nowMet) / (t * nowMeets + (1 - t) * nowMet) - (beforeMeets - beforeMet) / (t * beforeMeets + (1 - t) * beforeMet))
      }
      credit[creditAt + who] += gained
    }
    meets[who] = beforeMeets
    met[who] = beforeMet
  }

  return (values, at, contributions, to) => {
    row = values
    rowAt = at
    credit = contributions
    creditAt = to
    for (const root of trees.roots) {
      if (wanted[root] === 0) continue
      product[0] ??= new Float64Array(n)
      product[0].fill(1)
      visit(root, 0)
    }
  }
}
