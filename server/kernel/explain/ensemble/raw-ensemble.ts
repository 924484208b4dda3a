import { canonicalSplit } from './split.ts'
import type { BranchMode, Split } from './split.ts'
import { DEPTH_LIMIT, TreeLimitError } from './tree-set.ts'
import type { TreeSetBuilder } from './tree-set.ts'

export type PostTransform = 'NONE' | 'LOGISTIC' | 'SOFTMAX' | 'SOFTMAX_ZERO' | 'PROBIT'
export type Aggregate = 'SUM' | 'AVERAGE' | 'MIN' | 'MAX'

/** A tree operator's nodes as the file has them; branches may be shared, leaves may weigh several targets. */
export type RawEnsemble = {
  readonly roots: readonly number[]
  /** 'LEAF' or the comparison of each node. */
  readonly mode: readonly (BranchMode | 'LEAF')[]
  readonly feature: ArrayLike<number>
  readonly threshold: ArrayLike<number>
  readonly missingTracksTrue: (node: number) => boolean
  readonly yes: ArrayLike<number>
  readonly no: ArrayLike<number>
  readonly members: ReadonlyMap<number, ReadonlySet<number>>
  /** Leaf weights: node, target and weight in file order. */
  readonly weights: readonly { node: number; target: number; weight: number }[]
  readonly targets: number
  readonly aggregate: Aggregate
  readonly postTransform: PostTransform
  readonly baseValues: ArrayLike<number>
  /** The class names of a classifier. */
  readonly labels?: readonly string[]
  /** Whether values are compared as float64. */
  readonly wide: boolean
}

/** What a node's leaf adds to one target, per node. */
export function leafValues(raw: RawEnsemble, target: number, scale: number): Float64Array {
  const values = new Float64Array(raw.mode.length)
  for (const { node, target: own, weight } of raw.weights) if (own === target) values[node] += weight * scale
  return values
}

type Unfolded = { split: Split; feature: number; yes: number; no: number }

/**
 * Adds an ensemble's trees to a set: canonical splits, chains of `==` on one feature with a common branch as one set
 * membership, and shared branches written out.
 *
 * @param columnOf the encoded column of an input feature of the operator
 * @throws TreeLimitError on cycles and trees deeper than ONNX Runtime takes
 */
export function appendTrees(raw: RawEnsemble, values: Float64Array, columnOf: (feature: number) => number, builder: TreeSetBuilder): void {
  const add = (node: number, depth: number): number => {
    if (depth > DEPTH_LIMIT) throw new TreeLimitError(`A tree is deeper than ${DEPTH_LIMIT} or has a cycle at node ${node}`)
    if (raw.mode[node] === 'LEAF') return builder.leaf(values[node])
    const { split, feature, yes, no } = unfold(raw, node)
    if (yes === no) return add(yes, depth + 1)
    const index = builder.split(columnOf(feature), split)
    const first = add(yes, depth + 1)
    builder.join(index, first, add(no, depth + 1))
    return index
  }
  for (const root of raw.roots) builder.root(add(root, 0))
}

/** A node's canonical split with its branches; follows a chain of `==` that shares the yes branch. */
function unfold(raw: RawEnsemble, node: number): Unfolded {
  const { split, yes, no } = splitAt(raw, node)
  const feature = raw.feature[node]
  if (split.kind === 'at-most') return { split, feature, yes, no }
  const members = new Set(split.kind === 'member' ? split.members : [split.threshold])
  let missingYes = split.missingYes
  let rest = no
  for (let length = 0; length < raw.mode.length; length++) {
    if (raw.mode[rest] === 'LEAF' || raw.feature[rest] !== feature) break
    const next = splitAt(raw, rest)
    if (next.split.kind === 'at-most' || next.yes !== yes) break
    for (const value of next.split.members ?? [next.split.threshold]) members.add(value)
    missingYes ||= next.split.missingYes
    rest = next.no
  }
  if (rest === no) return { split, feature, yes, no }
  return { split: { kind: 'member', threshold: NaN, members, missingYes, swapped: false }, feature, yes, no: rest }
}

function splitAt(raw: RawEnsemble, node: number): { split: Split; yes: number; no: number } {
  const mode = raw.mode[node]
  if (mode === 'LEAF' || mode === undefined) throw new TreeLimitError(`Node ${node} is named as a branch and does not exist`)
  const split = canonicalSplit(mode, raw.threshold[node], raw.missingTracksTrue(node), raw.wide, raw.members.get(node))
  const [yes, no] = split.swapped ? [raw.no[node], raw.yes[node]] : [raw.yes[node], raw.no[node]]
  return { split, yes, no }
}
