import type { ElementType } from '../tensor-value.ts'
import type { Finding } from './finding.ts'
import { refuse } from './refusal.ts'
import { describeNode } from './traverse.ts'
import { INPUT } from './value-facts.ts'
import type { Visit } from './visit-nodes.ts'

/** Types in which the processor traps when the smallest number is divided by -1. */
const SMALLEST: Partial<Record<ElementType, bigint>> = { INT32: -(2n ** 31n), INT64: -(2n ** 63n) }
const FIX = 'Divide in floating point, or cast before dividing.'

/**
 * Integer division in constants that fails or ends the process at load (SIGFPE, no exception) is refused; division that
 * a request can bring there is reported.
 */
export function checkDivision({ node, inputs }: Visit): Finding | undefined {
  if (node.opType !== 'Div' && node.opType !== 'Mod') return undefined
  const [dividend, divisor] = inputs
  const type = divisor?.type ?? dividend?.type
  if (!divisor || !dividend || !type || !/^U?INT(8|16|32|64)$/.test(type)) return undefined
  const by = divisor.integers?.()
  if (by?.includes(0n)) refuse('crashing-constant', `${describeNode(node)} divides integers by a constant that holds zero.`, FIX)
  const smallest = SMALLEST[type]
  const negated = by === undefined || by.includes(-1n)
  if (smallest !== undefined && by && negated && dividend.integers?.().includes(smallest)) {
    refuse('crashing-constant', `${describeNode(node)} divides the smallest ${type} by -1, which ends the process.`, FIX)
  }
  const fromInput = ((dividend.origin | divisor.origin) & INPUT) !== 0
  if (!fromInput || !negated) return undefined
  return {
    code: 'integer-division',
    severity: 'warning',
    detail: `${describeNode(node)} divides integers of a request: a zero makes the request fail, and the smallest ${type} by -1 ends the process that computes it.`,
  }
}
