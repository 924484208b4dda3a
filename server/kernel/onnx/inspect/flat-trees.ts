import type { Attribute, OnnxNode } from '../model.ts'
import { quoted, refuse } from './refusal.ts'
import { describeNode } from './traverse.ts'
import { TREE_FIX, checkLengths, checkSplit, checkTreeShape } from './trees.ts'

const BRANCHES = new Set(['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ'])

/** Attributes of TreeEnsembleClassifier and TreeEnsembleRegressor (ai.onnx.ml 1 to 4) by name. */
class TreeAttributes {
  readonly where: string
  readonly #attributes: ReadonlyMap<string, Attribute>

  constructor(node: OnnxNode) {
    this.where = describeNode(node)
    this.#attributes = node.attributes
  }

  ints(name: string): readonly number[] {
    return this.#attributes.get(name)?.ints ?? []
  }

  texts(name: string): readonly string[] {
    return this.#attributes.get(name)?.texts ?? []
  }

  /** Floats, or the tensor of doubles in their place. */
  numbers(name: string): Float32Array | Float64Array {
    return this.#attributes.get(`${name}_as_tensor`)?.tensor?.toFloat64Array() ?? this.#attributes.get(name)?.floats ?? new Float32Array()
  }

  int(name: string): number | undefined {
    return this.#attributes.get(name)?.int
  }
}

const optional = (length: number): number | undefined => (length === 0 ? undefined : length)

/** Positions of nodes by tree and id. */
class NodeIndex {
  readonly #trees = new Map<number, Map<number, number>>()
  readonly roots: number[] = []

  constructor(where: string, treeIds: readonly number[], nodeIds: readonly number[]) {
    treeIds.forEach((tree, position) => {
      let nodes = this.#trees.get(tree)
      if (!nodes) {
        this.#trees.set(tree, (nodes = new Map()))
        this.roots.push(position)
      }
      const id = nodeIds[position]
      if (nodes.has(id)) refuse('invalid-tree', `${where}: tree ${tree} has two nodes with id ${id}.`, TREE_FIX)
      nodes.set(id, position)
    })
  }

  at(tree: number, id: number): number {
    return this.#trees.get(tree)?.get(id) ?? -1
  }
}

function checkLeafWeights(tree: TreeAttributes, index: NodeIndex, kind: 'class' | 'target'): void {
  const { where } = tree
  const treeIds = tree.ints(`${kind}_treeids`)
  const nodeIds = tree.ints(`${kind}_nodeids`)
  const ids = tree.ints(`${kind}_ids`)
  const weights = tree.numbers(`${kind}_weights`)
  checkLengths(where, treeIds.length, { [`${kind}_nodeids`]: nodeIds.length, [`${kind}_ids`]: ids.length, [`${kind}_weights`]: weights.length })
  const labels = Math.max(tree.ints('classlabels_int64s').length, tree.texts('classlabels_strings').length)
  const count = kind === 'class' ? labels : (tree.int('n_targets') ?? 1)
  treeIds.forEach((id, i) => {
    if (index.at(id, nodeIds[i]) < 0) refuse('invalid-tree', `${where} gives a weight to node ${nodeIds[i]} of tree ${id}, which does not exist.`, TREE_FIX)
    if (!(ids[i] >= 0 && ids[i] < Math.max(1, count))) refuse('invalid-tree', `${where} gives a weight to ${kind} ${ids[i]} of ${count}.`, TREE_FIX)
    if (Number.isNaN(weights[i])) refuse('invalid-tree', `${where} has a weight that is no number (NaN).`, TREE_FIX)
  })
}

/** Checks the trees of a TreeEnsembleClassifier or TreeEnsembleRegressor; `width`: columns of its input, where known. */
export function checkFlatTrees(node: OnnxNode, width: number | undefined): void {
  const tree = new TreeAttributes(node)
  const { where } = tree
  const treeIds = tree.ints('nodes_treeids')
  const nodeIds = tree.ints('nodes_nodeids')
  const modes = tree.texts('nodes_modes')
  const features = tree.ints('nodes_featureids')
  const thresholds = tree.numbers('nodes_values')
  const yes = tree.ints('nodes_truenodeids')
  const no = tree.ints('nodes_falsenodeids')
  if (treeIds.length === 0) refuse('invalid-tree', `${where} has no nodes.`, TREE_FIX)
  checkLengths(where, treeIds.length, {
    nodes_nodeids: nodeIds.length,
    nodes_modes: modes.length,
    nodes_featureids: features.length,
    nodes_values: thresholds.length,
    nodes_truenodeids: yes.length,
    nodes_falsenodeids: no.length,
    nodes_missing_value_tracks_true: optional(tree.ints('nodes_missing_value_tracks_true').length),
    nodes_hitrates: optional(tree.numbers('nodes_hitrates').length),
  })
  const index = new NodeIndex(where, treeIds, nodeIds)
  modes.forEach((mode, i) => {
    if (mode === 'LEAF') return
    if (!BRANCHES.has(mode)) refuse('invalid-tree', `${where} has a node of the unknown mode ${quoted(mode)}.`, TREE_FIX)
    checkSplit(where, nodeIds[i], features[i], thresholds[i], width)
  })
  const childrenOf = (i: number) => (modes[i] === 'LEAF' ? undefined : ([index.at(treeIds[i], yes[i]), index.at(treeIds[i], no[i])] as const))
  checkTreeShape({ where, size: treeIds.length, roots: index.roots, childrenOf })
  checkLeafWeights(tree, index, node.opType === 'TreeEnsembleClassifier' ? 'class' : 'target')
}
