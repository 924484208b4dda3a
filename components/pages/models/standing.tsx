import type { Gate } from '#server/contracts/governance.ts'
import type { ProductionView, StandingView } from '#server/contracts/standing.ts'
import { STANDINGS, type Standing } from '#server/kernel/governance/standing.ts'
import { formatDate, formatDistance } from '../../ui/format-time.ts'
import { State } from '../../ui/state.tsx'
import type { StateName } from '../../ui/states.ts'
import { performanceWords } from './production-words.ts'

const LOOKS: Record<Standing, readonly [state: StateName, word: string]> = {
  refused: ['refused', 'Refused'],
  failing: ['fail', 'Gate fails'],
  rejected: ['rejected', 'Rejected'],
  'intake-failed': ['refused', 'Intake refused it'],
  stale: ['stale', 'Evidence stale'],
  'expires-soon': ['expires-soon', 'Expires soon'],
  'in-review': ['in-review', 'In review'],
  approved: ['approved', 'Approved, not live'],
  processing: ['running', 'Intake running'],
  draft: ['draft', 'Draft'],
  allowed: ['allowed', 'Allowed'],
  empty: ['waiting', 'No version yet'],
  retired: ['retired', 'Retired'],
}

export const standingWord = (standing: Standing): string => LOOKS[standing][1]
export const standingState = (standing: Standing): StateName => LOOKS[standing][0]

/** Sorts ascending to worst first. */
export const standingOrder = (standing: Standing): number => STANDINGS.indexOf(standing)

/** Serves or would serve although something forbids it or soon will: what a person must look at. */
export const needsAttention = (standing: Standing): boolean => standingOrder(standing) <= STANDINGS.indexOf('expires-soon')

/** How a model stands, as icon and word. */
export function StandingMark({ row, now }: { readonly row: StandingView; readonly now: string }) {
  const [state, word] = LOOKS[row.standing]
  const until = row.standing === 'expires-soon' ? row.live?.grantUntil : undefined
  return <State state={state}>{until ? `Expires in ${formatDistance(now, until)}` : word}</State>
}

/** Until when the grant lets the live version serve, or how it ended. */
export function grantWords({ live }: StandingView): string | null {
  if (!live) return null
  if (live.grantState === 'revoked') return `revoked ${formatDate(live.grantEndedAt, 'day-month')}`
  return live.grantState === 'expired' ? `expired ${formatDate(live.grantUntil, 'day-month')}` : formatDate(live.grantUntil)
}

/** "7 of 9": gates that hold, of all. */
export function gateWords({ gates }: StandingView): string | null {
  return gates.length === 0 ? null : `${gates.filter((gate) => gate.state === 'pass').length} of ${gates.length}`
}

/** The one thing to know about a model that is not simply fine: a sentence, gates by name, or a measure of production. */
export type StandingNote =
  | { readonly says: 'words'; readonly words: string }
  | { readonly says: 'gates'; readonly gates: readonly Gate[]; readonly words: string }
  | { readonly says: 'production'; readonly performance: NonNullable<ProductionView['performance']> }

const words = (text: string): StandingNote => ({ says: 'words', words: text })

export function standingNote(row: StandingView): StandingNote | null {
  const failing = row.gates.filter((gate) => gate.state === 'fail')
  if (row.standing === 'refused') return words('Inference refuses it')
  if (row.standing === 'stale') return words('Evidence too old')
  if (failing.length > 0) return { says: 'gates', gates: failing, words: failing.length === 1 ? 'fails' : 'fail' }
  const performance = row.production?.performance
  if (performance?.reading === 'worse') return { says: 'production', performance }
  if (row.live && row.newest && row.newest.version !== row.live.version) {
    if (row.request?.state === 'open') return words(`v${row.newest.version} in review`)
    if (row.newest.status === 'failed') return words(`v${row.newest.version} refused at intake`)
    if (row.newest.lifecycle !== 'retired') return words(`v${row.newest.version} is newer`)
  }
  const open = row.gates.filter((gate) => gate.state === 'inconclusive')
  if (open.length === row.gates.length && open.every((gate) => gate.evidenceId === null)) return row.standing === 'empty' ? null : words('Nothing measured yet')
  return open.length === 0 ? null : { says: 'gates', gates: open, words: 'open' }
}

/** The note as text, for filters and files. */
export function noteOf(row: StandingView): string | null {
  const note = standingNote(row)
  if (!note || note.says === 'words') return note?.words ?? null
  return note.says === 'production' ? performanceWords(note.performance) : `${note.gates.map((gate) => gate.name).join(', ')} ${note.words}`
}
