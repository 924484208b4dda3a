import { LIMITS } from './limits.ts'
import { refuse } from './refusal.ts'
import { describeNode } from './traverse.ts'
import type { Visit } from './visit-nodes.ts'

/** A loop runs a number of times that stands in the file, and not too often: a running one cannot be interrupted. */
export function checkLoop({ node, inputs, times }: Visit): void {
  if (node.opType !== 'Loop') return
  const trips = inputs[0]?.integers?.()[0]
  const fix = `Export the model with a constant trip count; loops may run ${LIMITS.loopIterations} times in all.`
  if (trips === undefined) refuse('resource-limit', `${describeNode(node)} has no constant trip count, so nothing bounds how long a prediction takes.`, fix)
  if (Number(trips) * times > LIMITS.loopIterations)
    refuse('resource-limit', `${describeNode(node)} may run ${trips} times${times > 1 ? ` in each of ${times} iterations` : ''}.`, fix)
}
