import type { Gate } from '#server/contracts/governance.ts'
import type { StandingView } from '#server/contracts/standing.ts'
import { formatDate, formatDistance } from '../../ui/format-time.ts'
import { inWords } from '../../ui/format.ts'
import { GateDetail } from '../evidence/evidence-link.tsx'

const failing = (row: StandingView) => row.gates.filter((gate) => gate.state === 'fail')
const holding = (row: StandingView) => row.gates.filter((gate) => gate.state === 'pass').length

/** "All seven gates hold", or which do not. */
export function gatesSentence(row: { readonly gates: readonly Gate[] }): string {
  const total = row.gates.length
  const held = row.gates.filter((gate) => gate.state === 'pass').length
  if (total === 0) return 'No gate is set'
  if (held === total) return `All ${inWords(total)} gates hold`
  const failed = row.gates.filter((gate) => gate.state === 'fail').map((gate) => gate.name)
  const said = failed.length === 0 ? '' : `; ${failed.join(' and ')} ${failed.length === 1 ? 'fails' : 'fail'}`
  return `${held} of ${total} gates hold${said}`
}

/** The sentence at the top of a model: allowed until when, or what stands in the way. */
export function StandingAnswer({ row, now }: { readonly row: StandingView; readonly now: string }) {
  const { live, newest, standing } = row
  if (live) {
    const until = formatDate(live.grantUntil)
    switch (standing) {
      case 'refused':
        return (
          <>
            Version {live.version} is deployed and <b className="c-fail">refused</b> since {formatDate(live.grantEndedAt ?? live.grantUntil)}: its grant{' '}
            {live.grantState === 'revoked' ? 'was revoked' : 'ended'}.
          </>
        )
      case 'failing':
        return (
          <>
            Version {live.version} serves until {until}, but{' '}
            <b className="c-fail">
              {failing(row)
                .map((gate) => gate.name)
                .join(' and ')}{' '}
              {failing(row).length === 1 ? 'fails' : 'fail'}
            </b>{' '}
            on newer evidence.
          </>
        )
      case 'stale':
        return (
          <>
            Version {live.version} is allowed until {until}, on <b className="c-warn">evidence older than the policy allows</b>.
          </>
        )
      case 'expires-soon':
        return (
          <>
            Version {live.version} is allowed for {formatDistance(now, live.grantUntil)} more. <b className="c-warn">The grant ends on {until}.</b>
          </>
        )
      default:
        return (
          <>
            Version {live.version} is allowed in production until {until}. {gatesSentence(row)}.
          </>
        )
    }
  }
  if (!newest) return 'Nothing can serve yet: no version is registered.'
  const words: Partial<Record<StandingView['standing'], string>> = {
    rejected: `Not live. The request for version ${newest.version} was rejected.`,
    'intake-failed': `Not live. The file of version ${newest.version} was refused at intake.`,
    'in-review': `Not live. Version ${newest.version} waits for signatures.`,
    approved: `Not live yet. Version ${newest.version} is approved and can be deployed.`,
    processing: `Not live. The file of version ${newest.version} is being inspected.`,
    retired: `Not live. The newest version, ${newest.version}, is retired.`,
  }
  return words[standing] ?? `Not live. ${holding(row)} of ${row.gates.length} gates hold for version ${newest.version}.`
}

/** Why, in one more sentence with its evidence, and what comes next. */
export function StandingLead({ row }: { readonly row: StandingView }) {
  const { live, newest, request } = row
  const gate = failing(row)[0]
  const next =
    live && newest && newest.version !== live.version
      ? `Version ${newest.version} ${request?.state === 'open' ? 'is in review' : newest.status === 'failed' ? 'was refused at intake' : newest.lifecycle === 'retired' ? 'is retired' : 'is registered after it'}.`
      : null
  return (
    <>
      {gate ? <GateDetail gate={gate} /> : null} {next}
    </>
  )
}
