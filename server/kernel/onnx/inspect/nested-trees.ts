import type { OnnxNode } from '../model.ts'
import { refuse } from './refusal.ts'
import { describeNode } from './traverse.ts'
import { TREE_FIX, checkLengths, checkSplit, checkTreeShape } from './trees.ts'

const MEMBER = 6

/** Checks the trees of a TreeEnsemble (ai.onnx.ml 5); `width`: columns of its input, where known. */
export function checkNestedTrees(node: OnnxNode, width: number | undefined): void {
  const where = describeNode(node)
  const ints = (name: string) => node.attributes.get(name)?.ints ?? []
  const numbers = (name: string) => node.attributes.get(name)?.tensor?.toFloat64Array() ?? new Float64Array()
  const features = ints('nodes_featureids')
  const modes = numbers('nodes_modes')
  const splits = numbers('nodes_splits')
  const [yes, no, yesLeaf, noLeaf] = ['nodes_truenodeids', 'nodes_falsenodeids', 'nodes_trueleafs', 'nodes_falseleafs'].map(ints)
  const missing = ints('nodes_missing_value_tracks_true').length
  const weights = numbers('leaf_weights')
  const targets = ints('leaf_targetids')
  const count = features.length
  if (count === 0) refuse('invalid-tree', `${where} has no nodes.`, TREE_FIX)
  checkLengths(where, count, {
    nodes_modes: modes.length,
    nodes_splits: splits.length,
    nodes_truenodeids: yes.length,
    nodes_falsenodeids: no.length,
    nodes_trueleafs: yesLeaf.length,
    nodes_falseleafs: noLeaf.length,
    nodes_missing_value_tracks_true: missing === 0 ? undefined : missing,
  })
  checkLengths(where, weights.length, { leaf_targetids: targets.length })
  const sets = numbers('membership_values').filter((value) => Number.isNaN(value)).length
  const members = modes.filter((mode) => mode === MEMBER).length
  if (members > 0 && sets < members - 1) refuse('invalid-tree', `${where} has ${members} set splits and ${sets} sets.`, TREE_FIX)
  modes.forEach((mode, i) => {
    if (!(mode >= 0 && mode <= MEMBER)) refuse('invalid-tree', `${where}: node ${i} has the unknown mode ${mode}.`, TREE_FIX)
    // The threshold of a set split is not read.
    checkSplit(where, i, features[i], mode === MEMBER ? 0 : splits[i], width)
  })
  const outputs = node.attributes.get('n_targets')?.int ?? 1
  targets.forEach((target, i) => {
    if (!(target >= 0 && target < outputs)) refuse('invalid-tree', `${where} gives a leaf to target ${target} of ${outputs}.`, TREE_FIX)
    if (Number.isNaN(weights[i])) refuse('invalid-tree', `${where} has a weight that is no number (NaN).`, TREE_FIX)
  })
  const place = (id: number, isLeaf: number) => {
    if (isLeaf) return id >= 0 && id < weights.length ? count + id : -1
    return id < count ? id : -1
  }
  const childrenOf = (i: number) => (i >= count ? undefined : ([place(yes[i], yesLeaf[i]), place(no[i], noLeaf[i])] as const))
  const roots = ints('tree_roots')
  if (roots.length === 0 || roots.some((root) => root >= count)) refuse('invalid-tree', `${where} names no tree roots among its nodes.`, TREE_FIX)
  checkTreeShape({ where, size: count + weights.length, roots, childrenOf })
}
