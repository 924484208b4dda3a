import type { Finding } from './finding.ts'
import { describeNode } from './traverse.ts'
import { COMPARED, INPUT, LEARNED } from './value-facts.ts'
import type { ValueFact } from './value-facts.ts'
import type { Visit } from './visit-nodes.ts'

const JOINS = new Set(['Where', 'Mul', 'Add', 'Sub', 'Div', 'Min', 'Max', 'Pow', 'Mod', 'PRelu', 'ScatterElements', 'ScatterND', 'And', 'Or', 'Xor'])
const RANDOM = new Set(['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike', 'Multinomial', 'Bernoulli'])

const has = (fact: ValueFact, bit: number): boolean => (fact.origin & bit) !== 0

/**
 * Shapes of graphs that change a learned score by a rule over raw inputs: how a backdoor is built into a model without
 * code (ShadowLogic), and sometimes an honest business rule. A rule that only prepares inputs (imputation) is none.
 */
export function checkSuspicion({ node, inputs, results }: Visit): Finding | undefined {
  const warn = (code: string, detail: string): Finding => ({ code, severity: 'warning', detail })
  if (node.opType === 'If' && inputs[0] && has(inputs[0], INPUT)) {
    const overrides = results.some((result) => has(result, LEARNED)) ? ' and decides whether the learned score is answered at all' : ''
    return warn(
      'data-dependent-branch',
      `${describeNode(node)} chooses a branch by the values of a request${overrides}; one row can change the answers of the others.`,
    )
  }
  if (JOINS.has(node.opType)) {
    const rule = inputs.some((input) => has(input, COMPARED) && !has(input, LEARNED))
    const score = inputs.some((input) => has(input, LEARNED))
    if (rule && score)
      return warn(
        'score-overridden',
        `${describeNode(node)} changes a learned score where raw inputs compare with a given value: a rule beside the model, or a backdoor.`,
      )
  }
  if (RANDOM.has(node.opType)) return warn('random-operator', `${describeNode(node)} draws random numbers: the same request can get different answers.`)
  return undefined
}
