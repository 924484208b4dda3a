import type { RequestComparison } from '#server/contracts/comparison.ts'
import type { Gate, RequestView } from '#server/contracts/governance.ts'
import { settle } from '#server/kernel/governance/approval-state.ts'
import { inWords } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'
import { severity, stateOf, states } from '../../ui/states.ts'

/** How the console speaks of requests, gates and roles. Pure. */

type Kind = Gate['kind']

const KINDS: Record<Kind, string> = {
  performance: 'Performance',
  'data-quality': 'Data quality',
  drift: 'Drift',
  fairness: 'Fairness',
  explanation: 'Explanation',
  card: 'Card',
}

/** `fairness-sex` → `Fairness: sex`. */
export const gateTitle = ({ kind, name }: Pick<Gate, 'kind' | 'name'>): string => {
  const rest = name.slice(kind.length + 1)
  return rest ? `${KINDS[kind]}: ${rest}` : KINDS[kind]
}

export const evidenceTitle = (kind: string): string => KINDS[kind as Kind] ?? kind

/** `compliance-officer` → `compliance officer`. */
export const roleWords = (role: string): string => role.replaceAll('-', ' ').replace(/^ml /, 'ML ')

/** What blocks comes first, then the worse state, then the order of the policy. */
export const worstFirst = (gates: readonly Gate[]): Gate[] =>
  gates.toSorted((a, b) => Number(b.blocks) - Number(a.blocks) || severity[states[stateOf(a.state)].tone] - severity[states[stateOf(b.state)].tone])

/** `a`, `a and b`, `a, b and c`. */
export const listOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`

/** A gate within a sentence: `fairness for sex`. */
const gateWords = ({ kind, name }: Pick<Gate, 'kind' | 'name'>): string => {
  const rest = name.slice(kind.length + 1)
  return `${kind === 'card' ? 'the card' : KINDS[kind].toLowerCase()}${rest ? ` for ${rest}` : ''}`
}

/** With a capital, to begin a sentence. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `fairness for sex fails`, `drift and card are inconclusive`. */
export function gatesInWords(gates: readonly Gate[]): string {
  const part = (state: Gate['state'], one: string, many: string) => {
    const titles = gates.filter((gate) => gate.state === state).map(gateWords)
    return titles.length === 0 ? [] : [`${listOf(titles)} ${titles.length === 1 ? one : many}`]
  }
  return listOf([...part('fail', 'fails', 'fail'), ...part('inconclusive', 'is inconclusive', 'are inconclusive')])
}

const WAS: Record<Gate['state'], string> = { pass: 'passed', fail: 'failed', inconclusive: 'was inconclusive' }

/** `It passed when v2 was approved.`, or nothing where it stood as it does now, or nothing is live. */
export function gateBefore({ name, state }: Pick<Gate, 'name' | 'state'>, { live, gates }: Pick<RequestComparison, 'live' | 'gates'>): string {
  const before = gates.find((gate) => gate.name === name)?.before
  if (live === null || before === state) return ''
  return before ? `It ${WAS[before]} when v${live.version} was approved.` : `There was no such gate when v${live.version} was approved.`
}

/** How the gates stand against those of the live version, to follow the count of those that hold. */
export function gatesLead(gates: readonly Gate[], { live, gates: compared }: Pick<RequestComparison, 'live' | 'gates'>): string {
  const passing = gates.filter((gate) => gate.state === 'pass').length
  const held = `${passing} of ${gates.length} hold as frozen${passing === gates.length ? '' : '; what does not comes first'}.`
  if (live === null) return held
  const lost = compared.filter((gate) => gate.before === 'pass' && gate.after !== null && gate.after !== 'pass').length
  return lost === 0 ? held : `${held} ${sentence(inWords(lost))} that held for v${live.version} ${lost === 1 ? 'does' : 'do'} not hold now.`
}

export const blockingOf = (gates: readonly Gate[]): Gate[] => gates.filter((gate) => gate.blocks)

type Votes = Pick<RequestView, 'requiredApprovals' | 'distinctRoles' | 'decisions'>

const votesOf = ({ decisions }: Votes) => decisions.map(({ role, decision }) => ({ role, verdict: decision }))

/** `one more approval, of another role`, or null when nothing is missing. */
export const missingOf = (request: Votes): string | null =>
  settle({ approvals: request.requiredApprovals, distinctRoles: request.distinctRoles }, votesOf(request)).missing?.replace(/^\d+/, (count) =>
    inWords(Number(count)),
  ) ?? null

export const approvalsOf = (request: Votes): number => request.decisions.filter(({ decision }) => decision === 'approve').length

/** Whether an approval of this role would be the last one that the request needs. */
export const completes = (request: Votes, role: string): boolean =>
  settle({ approvals: request.requiredApprovals, distinctRoles: request.distinctRoles }, [...votesOf(request), { role, verdict: 'approve' }]).state ===
  'approved'

/** What has to happen before a request can be approved, as sentences. */
export function blockersOf(request: RequestView): string[] {
  const blocking = blockingOf(request.gates)
  if (blocking.length > 0) return [`${sentence(gatesInWords(blocking))}. It can only be rejected or withdrawn`]
  const missing = missingOf(request)
  return missing ? [sentence(missing)] : []
}

export const requestState = (state: RequestView['state']): StateName => (state === 'open' ? 'in-review' : state)

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth']

/** `the second of two signatures`, `the only signature`. */
export function signaturePlace(given: number, required: number): string {
  if (required === 1 && given === 0) return 'the only signature needed'
  const count = ['', 'one', 'two', 'three', 'four', 'five'][required] ?? String(required)
  return given < required ? `the ${ORDINALS[given] ?? `${given + 1}th`} of ${count} signatures` : `signature ${given + 1}, where ${count} are needed`
}
