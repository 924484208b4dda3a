import type { OnnxModel } from '../model.ts'
import { SUPPORTED } from './limits.ts'
import { hasControlCharacters, quoted, refuse } from './refusal.ts'
import { calledBy, functionsOf, nodesOf } from './traverse.ts'

/** Operators that run code or reach beyond the model; no release of the runtime for Node has them, and none is let near it. */
const FORBIDDEN = new Set(['com.microsoft:PythonOp', 'com.microsoft:PythonOpGrad', 'com.microsoft:ATen', 'com.microsoft:EPContext'])

/**
 * The operators in use as `domain:Name`, sorted, without the model's own functions.
 * @throws ModelRefused `custom-op` for a domain that is neither known nor defined in the file
 */
export function operatorsOf(model: OnnxModel): string[] {
  const functions = functionsOf(model)
  const found = new Set<string>()
  for (const node of nodesOf(model)) {
    if (calledBy(node, functions)) continue
    const operator = `${node.domain}:${node.opType}`
    if (!SUPPORTED.opsets.has(node.domain) || FORBIDDEN.has(operator)) {
      refuse(
        'custom-op',
        `Operator ${quoted(operator)} is not one of ONNX or ONNX Runtime.`,
        `Export the model with operators of ${[...SUPPORTED.opsets.keys()].join(', ')} only.`,
      )
    }
    if (node.opType === '' || node.opType.length > 100 || hasControlCharacters(node.opType)) {
      refuse('invalid-graph', `A node has the operator ${quoted(node.opType)}.`, 'Export the model again.')
    }
    found.add(operator)
  }
  return [...found].sort()
}
