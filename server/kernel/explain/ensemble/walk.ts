import type { CoalitionWeights } from './coalition-weights.ts'
import { takesYes } from './tree-set.ts'
import type { TreeSet } from './tree-set.ts'

/** Background rows, encoded, column by column: `values[column * count + row]`. */
export type Background = { readonly values: Float64Array; readonly count: number }

/** Adds what the encoded row `values[at…]` gets to `contributions[to…]`. */
export type TreeWalk = (values: Float64Array, at: number, contributions: Float64Array, to: number) => void

const NONE = 0
const ROW_ONLY = 1
const BACKGROUND_ONLY = 2

/**
 * Exact interventional Shapley values of trees of any depth, by walking each tree once per row with all background rows.
 *
 * The background rows that have gone the same way as the row so far, player by player, share one visit, so the cost falls
 * with the number of distinct patterns rather than growing with rows times leaves.
 *
 * @param wanted one flag per node: whether a leaf below it counts (the others are answered from tables)
 * @param player the player of each encoded column
 * @param players how many players there are
 * @returns adds the contributions of the encoded row `values[at…]` to `contributions[to … to + players - 1]`
 */
export function treeWalker(
  trees: TreeSet,
  wanted: Uint8Array,
  background: Background,
  player: Int32Array,
  players: number,
  weights: CoalitionWeights,
): TreeWalk {
  const { column, yes, no, value } = trees
  const { count, values: known } = background
  const order = Int32Array.from({ length: count }, (_, row) => row)
  const state = new Uint8Array(players)
  let row = known
  let rowAt = 0
  let credit = known
  let creditAt = 0
  let plus = 0
  let minus = 0

  /** Moves the background rows that take the branch `way` of `node` to the front of `order[low … high - 1]`. */
  const partition = (node: number, way: boolean, low: number, high: number): number => {
    const start = column[node] * count
    let middle = low
    for (let i = low; i < high; i++) {
      const candidate = order[i]
      if (takesYes(trees, node, known[start + candidate]) !== way) continue
      order[i] = order[middle]
      order[middle++] = candidate
    }
    return middle
  }

  const visit = (node: number, low: number, high: number, s: number, t: number): void => {
    plus = 0
    minus = 0
    if (low === high || wanted[node] === 0) return
    if (column[node] < 0) {
      const share = (value[node] * (high - low)) / count
      plus = share * weights.plus[s * weights.size + t]
      minus = share * weights.minus[s * weights.size + t]
      return
    }
    const who = player[column[node]]
    const way = takesYes(trees, node, row[rowAt + column[node]])
    const near = way ? yes[node] : no[node]
    if (state[who] === ROW_ONLY) return visit(near, low, high, s, t)
    const far = way ? no[node] : yes[node]
    const middle = partition(node, way, low, high)
    visit(near, low, middle, s, t)
    let sumPlus = plus
    let sumMinus = minus
    if (state[who] === BACKGROUND_ONLY) {
      visit(far, middle, high, s, t)
      plus += sumPlus
      minus += sumMinus
      return
    }
    state[who] = ROW_ONLY
    visit(near, middle, high, s + 1, t)
    credit[creditAt + who] += plus
    sumPlus += plus
    sumMinus += minus
    state[who] = BACKGROUND_ONLY
    visit(far, middle, high, s, t + 1)
    credit[creditAt + who] -= minus
    plus += sumPlus
    minus += sumMinus
    state[who] = NONE
  }

  return (values, at, contributions, to) => {
    row = values
    rowAt = at
    credit = contributions
    creditAt = to
    for (let tree = 0; tree < trees.roots.length; tree++) visit(trees.roots[tree], 0, count, 0, 0)
  }
}

/** The most distinct players on a path from a root to a wanted leaf. */
export function longestPath(trees: TreeSet, player: Int32Array, wanted: Uint8Array): number {
  let longest = 0
  const seen = new Map<number, number>()
  const visit = (node: number): void => {
    if (wanted[node] === 0) return
    if (trees.column[node] < 0) {
      if (seen.size > longest) longest = seen.size
      return
    }
    const who = player[trees.column[node]]
    const times = seen.get(who) ?? 0
    seen.set(who, times + 1)
    visit(trees.yes[node])
    visit(trees.no[node])
    if (times === 0) seen.delete(who)
    else seen.set(who, times)
  }
  for (const root of trees.roots) visit(root)
  return longest
}
