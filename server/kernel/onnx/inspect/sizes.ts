import { LIMITS } from './limits.ts'
import { elementsOf } from './node-facts.ts'
import { refuse } from './refusal.ts'
import { describeNode } from './traverse.ts'
import type { Visit } from './visit-nodes.ts'

/** No node makes a tensor out of constants that is out of all proportion to the file. */
export function checkSize({ node, inputs }: Visit): void {
  const elements = elementsOf(node, inputs)
  if (elements !== undefined && elements > LIMITS.constantElements) {
    refuse(
      'resource-limit',
      `${describeNode(node)} makes a tensor of ${elements} elements; ${LIMITS.constantElements} are allowed.`,
      'Export the model without it, or with smaller constants.',
    )
  }
}
