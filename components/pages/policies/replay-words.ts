import type { Outputs } from '../../trpc/trpc.ts'
import { inWords, plural } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'
import { gateTitle, sentence } from '../requests/request-words.ts'

export type Replayed = Outputs['governance']['replayPolicy']['items'][number]

const GATE_WORDS = { pass: 'passes', fail: 'fails', inconclusive: 'is inconclusive' } as const
const WAS_WORDS = { pass: 'passed', fail: 'failed', inconclusive: 'was inconclusive' } as const

/** Whether a request would have come to another end, not only to another state of a gate. */
export const endsOtherwise = ({ before, after }: Pick<Replayed, 'before' | 'after'>): boolean => before.blocked !== after.blocked || after.missing !== null

/** What would have become of a request under the draft. */
export function outcomeUnder({ before, after }: Pick<Replayed, 'before' | 'after'>): { state: StateName; words: string } {
  if (after.blocked) return before.blocked ? { state: 'refused', words: 'Still blocked' } : { state: 'refused', words: 'Blocked' }
  if (after.missing !== null) return { state: 'missing', words: `Lacks ${after.missing}` }
  return before.blocked ? { state: 'pass', words: 'No longer blocked' } : { state: 'pass', words: 'Still not blocked' }
}

/** `Fairness: sex fails, it passed before`. */
export function changeWords({ name, kind, before, after }: Replayed['changed'][number]): string {
  const title = gateTitle({ name, kind })
  if (!after) return `${title} is not judged any more, it ${before ? WAS_WORDS[before.state] : ''} before`
  if (!before) return `${title} ${GATE_WORDS[after.state]}, it was not judged before`
  if (before.state === after.state) return `${title} ${GATE_WORDS[after.state]} as before, ${after.blocks ? 'and blocks now' : 'but does not block'}`
  return `${title} ${GATE_WORDS[after.state]}, it ${WAS_WORDS[before.state]} before`
}

/** The sentence that answers a replay, and what it leaves out. */
export function replayAnswer(items: readonly Replayed[]): { bold: string; rest: string } {
  if (items.length === 0) return { bold: 'There is no past request', rest: ' to replay it over.' }
  const otherwise = items.filter(endsOtherwise).length
  const gatesOnly = items.filter((item) => !endsOtherwise(item) && item.changed.length > 0).length
  const same = items.length - otherwise - gatesOnly
  const bold = otherwise === 0 ? 'None would have ended otherwise' : `${sentence(inWords(otherwise))} would have ended otherwise`
  const only = gatesOnly === 0 ? '' : ` In ${plural(gatesOnly, 'other', 'others')} a gate changes and the end does not.`
  return { bold, rest: `.${only} ${same === 0 ? 'None is' : same === 1 ? 'One is' : `${sentence(inWords(same))} are`} unchanged.` }
}
