import type { Split } from './split.ts'

export const AT_MOST = 0
export const EQUAL = 1
export const MEMBER = 2

/** The most nodes a set of trees may have once shared branches are written out. */
export const NODE_LIMIT = 20_000_000
/** ONNX Runtime refuses deeper trees too. */
export const DEPTH_LIMIT = 1000

/**
 * Trees in flat arrays, one entry per node; the margin adds one leaf value per tree.
 *
 * `column[node]` is the encoded column a node compares, -1 at a leaf; `value[node]` is the leaf's weight, 0 elsewhere.
 */
export type TreeSet = {
  readonly roots: Int32Array
  readonly column: Int32Array
  readonly kind: Uint8Array
  readonly threshold: Float64Array
  readonly missingYes: Uint8Array
  readonly yes: Int32Array
  readonly no: Int32Array
  readonly value: Float64Array
  /** The sets of `MEMBER` nodes, found by `threshold[node]` as an index. */
  readonly members: readonly ReadonlySet<number>[]
}

export class TreeLimitError extends Error {}

/** Collects nodes and turns them into a `TreeSet`. */
export class TreeSetBuilder {
  #roots: number[] = []
  #column: number[] = []
  #kind: number[] = []
  #threshold: number[] = []
  #missingYes: number[] = []
  #yes: number[] = []
  #no: number[] = []
  #value: number[] = []
  #members: ReadonlySet<number>[] = []

  root(node: number): void {
    this.#roots.push(node)
  }

  leaf(value: number): number {
    return this.#push(-1, 0, 0, 0, value)
  }

  /** A split whose branches are set with `join` once they exist. */
  split(column: number, split: Split): number {
    if (split.kind === 'member') {
      this.#members.push(split.members ?? new Set())
      return this.#push(column, MEMBER, this.#members.length - 1, split.missingYes ? 1 : 0, 0)
    }
    return this.#push(column, split.kind === 'equal' ? EQUAL : AT_MOST, split.threshold, split.missingYes ? 1 : 0, 0)
  }

  join(node: number, yes: number, no: number): void {
    this.#yes[node] = yes
    this.#no[node] = no
  }

  build(): TreeSet {
    return {
      roots: Int32Array.from(this.#roots),
      column: Int32Array.from(this.#column),
      kind: Uint8Array.from(this.#kind),
      threshold: Float64Array.from(this.#threshold),
      missingYes: Uint8Array.from(this.#missingYes),
      yes: Int32Array.from(this.#yes),
      no: Int32Array.from(this.#no),
      value: Float64Array.from(this.#value),
      members: this.#members,
    }
  }

  #push(column: number, kind: number, threshold: number, missingYes: number, value: number): number {
    const node = this.#column.length
    if (node >= NODE_LIMIT) throw new TreeLimitError(`The trees have more than ${NODE_LIMIT} nodes`)
    this.#column.push(column)
    this.#kind.push(kind)
    this.#threshold.push(threshold)
    this.#missingYes.push(missingYes)
    this.#yes.push(-1)
    this.#no.push(-1)
    this.#value.push(value)
    return node
  }
}

/** Whether `value` takes the yes branch of `node`. */
export function takesYes(trees: TreeSet, node: number, value: number): boolean {
  if (value !== value) return trees.missingYes[node] === 1
  switch (trees.kind[node]) {
    case AT_MOST:
      return value <= trees.threshold[node]
    case EQUAL:
      return value === trees.threshold[node]
    default:
      return trees.members[trees.threshold[node]].has(value)
  }
}

/** The sum of the leaves that the encoded row `values[at … at + columns - 1]` reaches, in float64. */
export function sumOfLeaves(trees: TreeSet, values: Float64Array, at: number): number {
  let sum = 0
  for (let tree = 0; tree < trees.roots.length; tree++) {
    let node = trees.roots[tree]
    let column = trees.column[node]
    while (column >= 0) {
      node = takesYes(trees, node, values[at + column]) ? trees.yes[node] : trees.no[node]
      column = trees.column[node]
    }
    sum += trees.value[node]
  }
  return sum
}
