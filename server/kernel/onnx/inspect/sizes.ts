import type { Finding } from './finding.ts'
import { LIMITS } from './limits.ts'
import { elementsOf } from './node-facts.ts'
import { refuse } from './refusal.ts'
import { describeNode } from './traverse.ts'
import { INPUT } from './value-facts.ts'
import type { Visit } from './visit-nodes.ts'

/** Operators whose inputs from the given one on say how large their output is. */
const SIZED_BY = new Map([
  ['ConstantOfShape', 0],
  ['Expand', 1],
  ['Tile', 1],
  ['Range', 0],
  ['Resize', 1],
  ['Upsample', 1],
  ['Pad', 1],
])

/** A node whose output grows with the values of a request, not only with its rows. */
export function reportSize({ node, inputs }: Visit): Finding | undefined {
  const from = SIZED_BY.get(node.opType)
  if (from === undefined || !inputs.slice(from).some(({ origin }) => (origin & INPUT) !== 0)) return undefined
  return { code: 'size-from-request', severity: 'warning', detail: `${describeNode(node)} makes a tensor as large as the values of a request say.` }
}

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
