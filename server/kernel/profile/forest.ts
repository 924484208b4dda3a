import { coin } from '../sketch/hash.ts'
import { combineFrequent } from '../sketch/frequent-values.ts'
import type { FrequentValues } from '../sketch/frequent-values.ts'
import { combineQuantiles } from '../sketch/quantile-sketch.ts'
import type { QuantileSketch } from '../sketch/quantile-sketch.ts'

/** Blocks of a slot: what one stream of rows (a file, an hour) may have at most. */
export const SLOT_LEVEL = 20

/**
 * Sketches of the rows in blocks [index·2^level, (index + 1)·2^level). Such sketches are only ever made of the two halves of their range,
 * so that they are the same bits whoever made them, and in whatever order.
 */
export type Tree = { level: number; index: number; quantiles: QuantileSketch; frequent: FrequentValues }

/** Trees that do not overlap and of which no two are halves of one; ascending. */
export type Forest = readonly Tree[]

const firstBlock = ({ level, index }: Pick<Tree, 'level' | 'index'>): number => index * 2 ** level
const endBlock = ({ level, index }: Pick<Tree, 'level' | 'index'>): number => (index + 1) * 2 ** level

function combine(left: Tree, right: Tree, level: number, index: number, turn = 0): Tree {
  return {
    level,
    index,
    quantiles: combineQuantiles(left.quantiles, right.quantiles, coin(level + 64 * turn, index)),
    frequent: combineFrequent(left.frequent, right.frequent),
  }
}

/** Adds a tree, and joins halves. Throws RangeError when it covers a block that is there already. */
export function plant(forest: Forest, tree: Tree): Forest {
  const trees = [...forest]
  let at = trees.findIndex((one) => firstBlock(one) >= firstBlock(tree))
  if (at < 0) at = trees.length
  const clash = [trees[at - 1], trees[at]].find((one) => one && firstBlock(one) < endBlock(tree) && firstBlock(tree) < endBlock(one))
  if (clash) throw new RangeError(`Block ${Math.max(firstBlock(clash), firstBlock(tree))} is in both profiles: the same rows would count twice`)
  trees.splice(at, 0, tree)
  for (;;) {
    const { level, index } = trees[at]
    const left = index % 2 === 0 ? at : at - 1
    const [one, other] = [trees[left], trees[left + 1]]
    if (!one || !other || one.level !== level || other.level !== level || other.index !== one.index + 1 || one.index % 2 !== 0) return trees
    trees.splice(left, 2, combine(one, other, level + 1, one.index / 2))
    at = left
  }
}

/** Makes the one tree of a slot of a forest within it; the slot takes no further blocks. Throws RangeError when it spans several. */
export function seal(forest: Forest): Forest {
  if (forest.length === 0) return forest
  const slot = Math.floor(firstBlock(forest[0]) / 2 ** SLOT_LEVEL)
  if (endBlock(forest[forest.length - 1]) > (slot + 1) * 2 ** SLOT_LEVEL) throw new RangeError('Only the profile of one slot can be sealed')
  const [first, ...rest] = forest.toReversed()
  const whole = rest.reduce((tree, next, turn) => combine(next, tree, SLOT_LEVEL, slot, turn + 1), first)
  return [{ ...whole, level: SLOT_LEVEL, index: slot }]
}
