import { classCountOf, isZipMap } from '../rewrite/plan-zipmap-removal.ts'
import { checkFlatTrees } from './flat-trees.ts'
import { checkNestedTrees } from './nested-trees.ts'
import { refuse } from './refusal.ts'
import { describeNode } from './traverse.ts'
import type { Visit } from './visit-nodes.ts'

/** Operators of ai.onnx.ml whose attributes are data structures: trees and the map of classes. */
export function checkMachineLearning({ node, inputs }: Visit): void {
  if (node.domain !== 'ai.onnx.ml') return
  if (node.opType === 'TreeEnsembleClassifier' || node.opType === 'TreeEnsembleRegressor') checkFlatTrees(node, inputs[0]?.width)
  if (node.opType === 'TreeEnsemble') checkNestedTrees(node, inputs[0]?.width)
  if (!isZipMap(node)) return
  const ints = node.attributes.get('classlabels_int64s')?.ints.length ?? 0
  const texts = node.attributes.get('classlabels_strings')?.byteStrings.length ?? 0
  if ((ints === 0) === (texts === 0)) {
    refuse(
      'invalid-graph',
      `${describeNode(node)} has ${ints} integer and ${texts} text labels for ${classCountOf(node)} classes; it takes one kind.`,
      'Export the model again, best without ZipMap (options zipmap=False).',
    )
  }
}
