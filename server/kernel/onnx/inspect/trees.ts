import { LIMITS } from './limits.ts'
import { refuse } from './refusal.ts'

export const TREE_FIX = 'Export the model again with the converter of its library; the tree attributes do not describe trees.'

/** The trees of one operator as positions: branches at 0 … n-1, everything from n on is a leaf. */
export interface TreeNodes {
  where: string
  /** Number of nodes, leaves included. */
  size: number
  roots: readonly number[]
  /** Positions below a node; undefined for a leaf. */
  childrenOf: (node: number) => readonly [number, number] | undefined
}

const NEW = 0
const OPEN = 1
const DONE = 2

/**
 * Follows every tree from its root without recursion.
 * @throws ModelRefused `invalid-tree` (cycle, child that does not exist), `resource-limit` (too deep, or branches shared
 * so that the trees grow out of proportion when each is written out)
 */
export function checkTreeShape({ where, size, roots, childrenOf }: TreeNodes): void {
  const state = new Uint8Array(size)
  const depth = new Float64Array(size)
  const written = new Float64Array(size)
  const finish = (node: number, children: readonly [number, number] | undefined) => {
    const [yes, no] = children ?? []
    depth[node] = yes === undefined || no === undefined ? 0 : 1 + Math.max(depth[yes], depth[no])
    written[node] = yes === undefined || no === undefined ? 1 : 1 + written[yes] + written[no]
    state[node] = DONE
    if (depth[node] > LIMITS.treeDepth) refuse('resource-limit', `${where} has a tree deeper than ${LIMITS.treeDepth}.`, 'Train shallower trees.')
    if (written[node] > LIMITS.treeNodes)
      refuse(
        'resource-limit',
        `${where} has a tree of more than ${LIMITS.treeNodes} nodes once shared branches are written out.`,
        'Export trees without shared branches.',
      )
  }
  for (const root of roots) {
    if (!(root >= 0 && root < size)) refuse('invalid-tree', `${where} has a tree that begins at node ${root}, which does not exist.`, TREE_FIX)
    const stack = [root]
    while (stack.length > 0) {
      const node = stack[stack.length - 1]
      const children = childrenOf(node)
      if (state[node] !== NEW || !children) {
        stack.pop()
        if (state[node] !== DONE) finish(node, children)
        continue
      }
      state[node] = OPEN
      for (const child of children) {
        if (!(child >= 0 && child < size)) refuse('invalid-tree', `${where}: node ${node} names a child that does not exist.`, TREE_FIX)
        if (state[child] === OPEN) refuse('invalid-tree', `${where}: node ${node} has node ${child} above it as a child, a cycle.`, TREE_FIX)
        if (state[child] === NEW) stack.push(child)
      }
    }
  }
}

/** Parallel attributes of a tree operator have one entry per node. */
export function checkLengths(where: string, expected: number, lengths: Record<string, number | undefined>): void {
  for (const [name, length] of Object.entries(lengths)) {
    if (length !== undefined && length !== expected) refuse('invalid-tree', `${where} has ${expected} entries of one kind and ${length} ${name}.`, TREE_FIX)
  }
}

/** A split compares an existing column with a number. */
export function checkSplit(where: string, node: number, feature: number, threshold: number, width: number | undefined): void {
  if (!(feature >= 0) || (width !== undefined && feature >= width)) {
    refuse(
      'invalid-tree',
      `${where}: node ${node} splits on column ${feature} of ${width ?? 'the input'}.`,
      'Export the model for the columns that its input has.',
    )
  }
  if (Number.isNaN(threshold)) refuse('invalid-tree', `${where}: node ${node} has no number as its threshold (NaN), so it never compares true.`, TREE_FIX)
}
