import type { OnnxFunction, OnnxModel, OnnxNode } from '../model.ts'
import { LIMITS } from './limits.ts'
import { quoted, refuse } from './refusal.ts'
import { allNodes, calledBy, functionsOf } from './traverse.ts'

/**
 * Counts the nodes that remain when every call is replaced by its function, without replacing any.
 * @throws ModelRefused `invalid-graph` (a function that calls itself, one given twice), `resource-limit`
 */
export function countExpandedNodes(model: OnnxModel): number {
  const functions = functionsOf(model)
  if (functions.size !== model.functions.length)
    refuse('invalid-graph', 'The model defines a function twice.', 'Export the model again with one definition each.')
  const counted = new Map<OnnxFunction, number>()
  const open = new Set<OnnxFunction>()
  const count = (nodes: readonly OnnxNode[]): number => {
    let total = 0
    for (const node of allNodes(nodes)) {
      const fn = calledBy(node, functions)
      total += fn ? countFunction(fn) : 1
      if (total > LIMITS.expandedNodes) {
        refuse('resource-limit', `The model has more than ${LIMITS.expandedNodes} nodes once its functions are written out.`, 'Send a model with fewer nodes.')
      }
    }
    return total
  }
  const countFunction = (fn: OnnxFunction): number => {
    const known = counted.get(fn)
    if (known !== undefined) return known
    if (open.has(fn)) refuse('invalid-graph', `Function ${quoted(fn.name)} calls itself.`, 'Export the model without recursive functions.')
    open.add(fn)
    const total = count(fn.nodes)
    open.delete(fn)
    counted.set(fn, total)
    return total
  }
  for (const fn of model.functions) countFunction(fn)
  return count(model.graph.nodes)
}
