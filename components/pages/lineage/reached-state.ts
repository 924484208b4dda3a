import type { LineageLine } from '#server/contracts/lineage.ts'
import { severity, states, type StateName } from '../../ui/states.ts'

/** How a version stands that was made from a data set. Pure. */

interface Reached {
  readonly state: StateName
  readonly word: string
}

/** What serves comes before what was asked for, and that before what was only registered. */
export function reachedState({ status, lifecycle, request, grant, deployment }: LineageLine): Reached {
  if (deployment?.state === 'active') {
    return grant?.state === 'live' ? { state: 'serving', word: 'Serves, allowed' } : { state: 'refused', word: 'Refused: it may not serve' }
  }
  if (status === 'failed') return { state: 'refused', word: 'Refused at intake' }
  if (status !== 'ready') return { state: 'running', word: 'Being read' }
  if (lifecycle === 'retired') return { state: 'retired', word: 'Retired' }
  if (request?.state === 'open') return { state: 'in-review', word: 'In review' }
  if (grant?.state === 'live') return { state: 'approved', word: 'Approved, does not serve' }
  if (grant) return { state: 'void', word: grant.state === 'revoked' ? 'Grant revoked' : 'Grant expired' }
  if (request) return { state: request.state === 'rejected' ? 'rejected' : 'withdrawn', word: request.state === 'rejected' ? 'Rejected' : 'Withdrawn' }
  return { state: 'waiting', word: 'Registered' }
}

/** What serves without leave first, then the worse state; otherwise as they came. */
export function worstReached(lines: readonly LineageLine[]): LineageLine[] {
  const rank = (line: LineageLine) =>
    line.deployment?.state === 'active' && line.grant?.state !== 'live' ? -1 : severity[states[reachedState(line).state].tone]
  return lines.toSorted((a, b) => rank(a) - rank(b))
}
