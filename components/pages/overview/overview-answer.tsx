import type { StandingView } from '#server/contracts/standing.ts'
import { formatDate } from '../../ui/format-time.ts'
import { formatCount, inWords, plural } from '../../ui/format.ts'
import { isOff } from '../models/production-words.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Serves, or could at the next call: a grant that ended is refused by inference. */
export const isAllowed = ({ standing }: StandingView): boolean => standing !== 'refused'

interface OverviewAnswerProps {
  readonly live: readonly StandingView[]
  readonly liveTotal: number
  readonly total: number
}

/** How many models are live, and which of them should not be. */
export function OverviewAnswer({ live, liveTotal, total }: OverviewAnswerProps) {
  if (total === 0) return 'No model is registered yet, so nothing serves.'
  if (liveTotal === 0) return `None of ${plural(total, 'model')} is in production.`
  const refused = live.filter((row) => !isAllowed(row))
  const failing = live.filter((row) => row.standing === 'failing')
  const opening = `${capital(inWords(liveTotal))} ${liveTotal === 1 ? 'model is' : 'models are'} in production.`
  if (refused.length === 0 && failing.length === 0) return liveTotal === 1 ? `${opening} It is allowed to be.` : `${opening} All of them are allowed to be.`
  const [first] = refused.length > 0 ? refused : failing
  const others = refused.length > 0 ? refused.length - 1 : failing.length - 1
  const allowed = liveTotal - refused.length
  return (
    <>
      {opening} {refused.length === 0 ? 'All are allowed to be, but ' : `${capital(inWords(allowed))} ${allowed === 1 ? 'is' : 'are'} allowed to be; `}
      <b className="c-fail">
        {first?.model} v{first?.live?.version} {refused.length > 0 ? 'is refused' : 'fails a gate'}
      </b>
      {others > 0 ? `, and so ${refused.length > 0 ? (others === 1 ? 'is' : 'are') : others === 1 ? 'does' : 'do'} ${inWords(others)} more` : ''}
      {refused.length > 0 ? ` since ${formatDate(first?.live?.grantEndedAt ?? first?.live?.grantUntil, 'day-month')}` : ''}.
    </>
  )
}

/** What waits, and that nothing served without a grant. */
export function overviewLead(live: readonly StandingView[], openRequests: number): string {
  const soon = live.filter((row) => row.standing === 'expires-soon' || row.standing === 'stale').length
  const rows = live.reduce((sum, row) => sum + row.predictions, 0)
  const failing = live.filter((row) => row.standing === 'failing').length
  const off = live.filter(isOff).length
  const waits = [
    failing > 0 ? `${capital(inWords(failing))} ${failing === 1 ? 'model fails' : 'models fail'} a gate on newer evidence` : null,
    off > 0 ? `${inWords(off)} ${off === 1 ? 'model is' : 'models are'} no longer as approved, in inputs or in results` : null,
    openRequests > 0 ? `${inWords(openRequests)} ${openRequests === 1 ? 'request waits' : 'requests wait'} for signatures` : null,
    soon > 0 ? `${inWords(soon)} ${soon === 1 ? 'model has' : 'models have'} evidence or a grant that runs out` : null,
  ].filter((part) => part !== null)
  const served =
    rows > 0 ? `${formatCount(rows)} rows were predicted in the last seven days, each under a grant.` : 'Nothing was predicted in the last seven days.'
  return `${waits.length === 0 ? 'Nothing is due.' : `${capital(waits.join('; '))}.`} ${served}`
}
