import type { RequestView } from '#server/contracts/governance.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { formatCount } from '../../ui/format.ts'
import { Subhead } from '../../ui/section.tsx'
import { Signature } from '../../ui/signature.tsx'
import { Time } from '../../ui/time.tsx'
import { approvalsOf, missingOf, roleWords } from './request-words.ts'

type AuditEvent = Outputs['ledger']['listAuditEvents']['items'][number]

interface SignaturesProps {
  readonly request: RequestView
  readonly events: readonly AuditEvent[]
  readonly me: { readonly id: string; readonly name: string }
  readonly yours: boolean
}

/** One line for each signature given and each that is still needed. */
export function Signatures({ request, events, me, yours }: SignaturesProps) {
  const leafOf = (actorId: string) => events.find((event) => event.operation === 'decide' && event.actor.id === actorId)?.leafIndex
  const open = request.state === 'open' ? Math.max(1, request.requiredApprovals - approvalsOf(request)) : 0
  return (
    <>
      <Subhead>Signatures</Subhead>
      {request.decisions.map((held) => {
        const leaf = leafOf(held.actor.id)
        return (
          <Signature
            key={held.actor.id}
            name={held.actor.name}
            state={held.decision === 'approve' ? 'signed' : 'rejected'}
            meta={
              <>
                {roleWords(held.role)} · <Time at={held.at} form="absolute" />
                {leaf === undefined ? '' : ` · leaf ${formatCount(leaf)}`}
              </>
            }
          />
        )
      })}
      {Array.from({ length: open }, (_, i) =>
        i === 0 && yours ? (
          <Signature key={i} name={me.name} state="needs-you" word="Waits for you" />
        ) : (
          <Signature
            key={i}
            name={request.distinctRoles && request.decisions.length + i > 0 ? 'Somebody of another role' : 'Another reviewer'}
            state="waiting"
          />
        ),
      )}
      {request.state === 'open' && missingOf(request) ? <p className="sigm small muted mt2">Needs {missingOf(request)}.</p> : null}
      {request.decisions.length === 0 && request.state !== 'open' ? <p className="small muted">Nobody signed.</p> : null}
    </>
  )
}
