import type { VersionView } from '#server/contracts/registry.ts'
import { EXPIRES_SOON_DAYS } from '#server/kernel/governance/standing.ts'
import { formatDate, formatDistance } from '../../ui/format-time.ts'
import type { StateName } from '../../ui/states.ts'
import { GateDetail } from '../evidence/evidence-link.tsx'
import { versionState } from '../model/version-state.tsx'
import { blockingOf, gatesInWords } from '../requests/request-words.ts'
import { gatesSentence } from '../models/standing-answer.tsx'
import type { VersionStanding } from './version-standing.ts'

const DAY_MS = 86_400_000

export function versionStateName(held: VersionView, { liveSince, grant, failing, request }: VersionStanding): StateName {
  if (liveSince) return grant?.state !== 'live' ? 'refused' : failing.length > 0 ? 'fail' : 'allowed'
  if (held.lifecycle === 'retired' || held.status !== 'ready') return versionState(held)[0]
  if (grant?.state === 'live') return 'approved'
  if (request?.state === 'open')
    return blockingOf(request.gates).length === 0 ? 'in-review' : request.gates.some((gate) => gate.state === 'fail') ? 'fail' : 'inconclusive'
  if (request?.state === 'rejected') return 'rejected'
  return failing.length > 0 ? 'fail' : 'draft'
}

function ended(grant: VersionStanding['grant']): string {
  if (grant?.state === 'revoked') return `Its grant was revoked on ${formatDate(grant.revokedAt)}`
  return `Its grant ended on ${formatDate(grant?.expiresAt)}`
}

interface VersionAnswerProps {
  readonly held: VersionView
  readonly standing: VersionStanding
  readonly now: string
}

/** May it serve, until when or since when not, and the one thing that matters. */
export function VersionAnswer({ held, standing, now }: VersionAnswerProps) {
  const { liveSince, grant, failing, request, gates } = standing
  const names = failing.map((gate) => gate.name).join(' and ')
  if (liveSince && grant?.state !== 'live')
    return (
      <>
        <b className="c-fail">Refused in production.</b> {ended(grant)}.
      </>
    )
  if (liveSince && grant) {
    const soon = Date.parse(grant.expiresAt) - Date.parse(now) <= EXPIRES_SOON_DAYS * DAY_MS
    return (
      <>
        Allowed in production until {formatDate(grant.expiresAt)}
        {soon ? <b className="c-warn">, {formatDistance(now, grant.expiresAt)} from now</b> : null}
        {failing.length > 0 ? (
          <>
            , but{' '}
            <b className="c-fail">
              {names} {failing.length === 1 ? 'fails' : 'fail'}
            </b>{' '}
            on newer evidence.
          </>
        ) : (
          `. ${gatesSentence({ gates })}.`
        )}
      </>
    )
  }
  if (held.lifecycle === 'retired') return 'Retired. It will not serve again.'
  if (held.status === 'pending') return 'Registered without a file. Send its ONNX bytes to go on.'
  if (held.status === 'processing') return 'The file is being read, checked and tried. This takes seconds.'
  if (held.status === 'failed')
    return (
      <>
        <b className="c-fail">Refused at intake.</b> {held.problem?.title}.
      </>
    )
  if (grant?.state === 'live')
    return (
      <>
        Approved until {formatDate(grant.expiresAt)}, not deployed{standing.otherLive ? `: version ${standing.otherLive} serves` : ''}.
      </>
    )
  const frozen = request?.state === 'open' ? blockingOf(request.gates) : []
  if (frozen.length > 0)
    return (
      <>
        Not live, and its request <b className="c-fail">cannot be approved</b>: {gatesInWords(frozen)}.
      </>
    )
  if (request?.state === 'open')
    return (
      <>
        Not live. It waits for {request.requiredApprovals - request.decisions.filter((decision) => decision.decision === 'approve').length} more of{' '}
        {request.requiredApprovals} signatures.
      </>
    )
  if (request?.state === 'rejected')
    return (
      <>
        <b className="c-fail">Rejected</b> on {formatDate(request.closedAt)} and not live.
      </>
    )
  if (grant) return <>Not live. {ended(grant)}.</>
  return <>Not live. {gatesSentence({ gates })}.</>
}

/** Why; what was measured leads to its evidence. */
export function VersionLead({ held, standing }: Pick<VersionAnswerProps, 'held' | 'standing'>) {
  const { failing, blocking, otherLive, request, liveSince, grant } = standing
  if (held.status === 'failed') return [held.problem?.detail, held.problem?.fix].filter(Boolean).join(' ')
  if (liveSince && grant?.revokeReason) return grant.revokeReason
  if (request?.state === 'rejected') return request.decisions.find((decision) => decision.decision === 'reject')?.reason
  const gate = failing[0] ?? blocking[0]
  if (gate) return <GateDetail gate={gate} />
  return otherLive && !liveSince ? `Version ${otherLive} of this model is the one that serves.` : held.description || null
}
