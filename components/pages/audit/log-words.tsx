import type { ReactNode } from 'react'
import { formatInstant } from '../../ui/format-time.ts'
import { formatCount, plural } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'
import type { LogCheck } from './use-log-check.ts'

const entries = (count: number) => plural(count, 'entry', 'entries')

export function logState(check: LogCheck): StateName {
  if (check.step === 'signed') return check.whole.step === 'failed' ? 'does-not-verify' : check.whole.step === 'reading' ? 'running' : 'verified'
  return { checking: 'running', empty: 'waiting', unreachable: 'not-measured', failed: 'does-not-verify' }[check.step] as StateName
}

/** What the check says of the log, in one sentence. */
export function logAnswer(check: LogCheck): ReactNode {
  if (check.step === 'checking') return 'The signature of the log is being checked in this browser.'
  if (check.step === 'empty') return 'Nothing has been signed into the log yet.'
  if (check.step === 'unreachable') return 'The log could not be checked.'
  if (check.step === 'failed') return <b className="c-fail">The log does not verify.</b>
  const { log, before, whole } = check
  if (whole.step === 'failed') return <b className="c-fail">The log does not verify.</b>
  if (whole.step === 'reading') return `${formatCount(whole.read)} of ${entries(log.size)} hashed so far.`
  if (whole.step === 'holds')
    return (
      <>
        The log verifies: all {entries(log.size)} add up to the signed root, and <b>nothing was rewritten</b>.
      </>
    )
  if (before && before.size < log.size)
    return (
      <>
        The log is signed over {entries(log.size)} and extends the {formatCount(before.size)} that this browser saw before: <b>nothing was rewritten</b>.
      </>
    )
  if (before)
    return (
      <>
        The log is signed over {entries(log.size)}, the same as when this browser saw it before: <b>nothing was rewritten</b>.
      </>
    )
  return (
    <>
      The log of {entries(log.size)} <b>is signed by {log.name}</b>.
    </>
  )
}

/** What was checked, and what was not. */
export function logLead(check: LogCheck): string | undefined {
  if (check.step === 'failed')
    return `${check.sentence} Keep the checkpoint and tell an administrator: npm run countersign -- ledger verify names every problem.`
  if (check.step === 'unreachable') return check.message
  if (check.step !== 'signed') return undefined
  const { before, others, log, whole } = check
  if (whole.step === 'failed') return whole.sentence
  const seen = before
    ? `Seen before on ${formatInstant(before.at)}.`
    : `${others.length > 0 ? `It is another log than this browser saw here before (${others.join(', ')}). ` : ''}This browser remembers it, and on the next visit checks that it only grew.`
  const rest =
    whole.step === 'holds'
      ? 'Every entry was hashed in this browser.'
      : `The Ed25519 signature${before ? ' and the growth since then were' : ' was'} checked in this browser; verify the whole log to hash every entry again.`
  return `${rest} Signed by ${log.name}. ${seen}`
}
