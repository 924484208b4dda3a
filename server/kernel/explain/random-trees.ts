import type { AdditiveModel } from './additive-model.ts'
import { canonicalSplit } from './ensemble/split.ts'
import type { BranchMode } from './ensemble/split.ts'
import { TreeSetBuilder } from './ensemble/tree-set.ts'

/** Test material: trees as nested objects, with an evaluator that shares no code with the kernel's. */
export type NestedTree =
  | { leaf: number }
  | { mode: BranchMode; feature: number; threshold: number; members?: number[]; missing: boolean; yes: NestedTree; no: NestedTree }

/** Uniform numbers in [0, 1) from a 32-bit seed (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const MODES: BranchMode[] = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ', 'BRANCH_MEMBER']

/** A random tree over integer-valued features 0…4, so that values sit on thresholds often. */
export function randomTree(next: () => number, features: number, depth: number, stop = 0.2): NestedTree {
  if (depth === 0 || next() < stop) return { leaf: next() * 2 - 1 }
  return {
    mode: MODES[Math.floor(next() * MODES.length)],
    feature: Math.floor(next() * features),
    threshold: Math.floor(next() * 5),
    members: [0, 1, 2, 3, 4].filter(() => next() < 0.4),
    missing: next() < 0.5,
    yes: randomTree(next, features, depth - 1, stop),
    no: randomTree(next, features, depth - 1, stop),
  }
}

/** Random rows with values 0…4 and some missing. */
export function randomRows(next: () => number, count: number, features: number): Float64Array {
  return Float64Array.from({ length: count * features }, () => (next() < 0.12 ? NaN : Math.floor(next() * 5)))
}

export function evaluateNested(tree: NestedTree, row: ArrayLike<number>): number {
  if ('leaf' in tree) return tree.leaf
  const x = row[tree.feature]
  const holds: Record<BranchMode, boolean> = {
    BRANCH_LEQ: x <= tree.threshold,
    BRANCH_LT: x < tree.threshold,
    BRANCH_GTE: x >= tree.threshold,
    BRANCH_GT: x > tree.threshold,
    BRANCH_EQ: x === tree.threshold,
    BRANCH_NEQ: x !== tree.threshold,
    BRANCH_MEMBER: (tree.members ?? []).includes(x) && !Number.isNaN(x),
  }
  const yes = holds[tree.mode] || (tree.missing && Number.isNaN(x))
  return evaluateNested(yes ? tree.yes : tree.no, row)
}

/** The kernel's model of nested trees over raw features; `group[feature]` makes several features one player. */
export function modelOf(trees: NestedTree[], features: number, group?: number[]): AdditiveModel {
  const builder = new TreeSetBuilder()
  const add = (tree: NestedTree): number => {
    if ('leaf' in tree) return builder.leaf(tree.leaf)
    const split = canonicalSplit(tree.mode, tree.threshold, tree.missing, false, new Set(tree.members))
    const node = builder.split(tree.feature, split)
    const [yes, no] = [add(tree.yes), add(tree.no)]
    if (split.swapped) builder.join(node, no, yes)
    else builder.join(node, yes, no)
    return node
  }
  for (const tree of trees) builder.root(add(tree))
  const groups = group ? Math.max(...group) + 1 : features
  return {
    features: groups,
    players: groups,
    columns: Array.from({ length: features }, (_, column) => {
      const player = group?.[column] ?? column
      return { feature: player, player, encode: Number }
    }),
    trees: builder.build(),
    linear: new Int32Array(0),
    weights: new Float64Array(0),
    constant: 0,
    link: 'identity',
  }
}

/** The value of every coalition: mean over the background of `score` at (row on S, background elsewhere); bit j of S is feature j. */
function coalitionValues(score: (row: number[]) => number, row: ArrayLike<number>, background: ArrayLike<number>, count: number, features: number): number[] {
  return Array.from({ length: 2 ** features }, (_, coalition) => {
    let sum = 0
    for (let z = 0; z < count; z++) {
      sum += score(Array.from({ length: features }, (_, j) => ((coalition >> j) & 1 ? row[j] : background[z * features + j])))
    }
    return sum / count
  })
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
const sizeOf = (coalition: number): number => coalition.toString(2).replaceAll('0', '').length

/** Shapley values by all coalitions, of a game given by `value[coalition]`. */
export function shapleyOf(value: readonly number[], players: number): number[] {
  return Array.from({ length: players }, (_, player) => {
    let total = 0
    for (let coalition = 0; coalition < value.length; coalition++) {
      if ((coalition >> player) & 1) continue
      const size = sizeOf(coalition)
      const weight = (factorial(size) * factorial(players - size - 1)) / factorial(players)
      total += weight * (value[coalition | (1 << player)] - value[coalition])
    }
    return total
  })
}

/** Shapley values of v(S) = mean over the background of `score` at (row on S, background elsewhere), by all coalitions. */
export const bruteForce = (
  score: (row: number[]) => number,
  row: ArrayLike<number>,
  background: ArrayLike<number>,
  count: number,
  features: number,
): number[] => shapleyOf(coalitionValues(score, row, background, count, features), features)

/** The Shapley interaction index of features i and j of the same game, by all coalitions. */
export function bruteForcePair(
  score: (row: number[]) => number,
  row: ArrayLike<number>,
  background: ArrayLike<number>,
  count: number,
  features: number,
  [i, j]: [number, number],
): number {
  const value = coalitionValues(score, row, background, count, features)
  const both = (1 << i) | (1 << j)
  let total = 0
  for (let coalition = 0; coalition < value.length; coalition++) {
    if (coalition & both) continue
    const size = sizeOf(coalition)
    const weight = (factorial(size) * factorial(features - size - 2)) / factorial(features - 1)
    total += weight * (value[coalition | both] - value[coalition | (1 << i)] - value[coalition | (1 << j)] + value[coalition])
  }
  return total
}
