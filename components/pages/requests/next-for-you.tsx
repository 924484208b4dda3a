import { LinkButton } from '../../ui/button.tsx'
import { Digest } from '../../ui/digest.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { Signature } from '../../ui/signature.tsx'
import { State } from '../../ui/state.tsx'
import { stateOf } from '../../ui/states.ts'
import { Time } from '../../ui/time.tsx'
import { useMe } from '../../trpc/use-permission.ts'
import type { QueueEntry } from './open-table.tsx'
import { approvalsOf, gateTitle, missingOf, roleWords, signaturePlace, worstFirst } from './request-words.ts'

/** The first request that waits for the reader, short. */
export function NextForYou({ request }: { readonly request: QueueEntry }) {
  const me = useMe()
  const holding = request.gates.filter((gate) => gate.state === 'pass').length
  const unsettled = worstFirst(request.gates).filter((gate) => gate.state !== 'pass')
  const given = approvalsOf(request)
  return (
    <Section title="Next for you" lead={`${request.model} v${request.version}`}>
      <p className="note">{request.justification}</p>
      <div className="mt4">
        <KeyValue
          items={[
            { label: 'Gates', value: `${holding} of ${request.gates.length} hold` },
            ...unsettled.slice(0, 3).map((gate) => ({ label: gateTitle(gate), value: <State state={stateOf(gate.state)} /> })),
            { label: 'You sign as', value: `${roleWords(me.role)}, ${signaturePlace(given, request.requiredApprovals)}` },
            { label: 'Subject', value: <Digest value={request.subjectDigest} noun="subject digest" /> },
            {
              label: 'Requested',
              value: (
                <>
                  {request.openedBy.name}, <Time at={request.openedAt} />
                </>
              ),
            },
          ]}
        />
      </div>
      <div className="mt4">
        {request.decisions.map((held) => (
          <Signature
            key={held.actor.id}
            name={held.actor.name}
            state="signed"
            meta={
              <>
                {roleWords(held.role)}, <Time at={held.at} />
              </>
            }
          />
        ))}
        <Signature name={me.name} state="needs-you" word="Waits for you" meta={missingOf(request) ?? undefined} />
      </div>
      <div className="row mt4">
        <LinkButton href={`/requests/${request.id}`}>Open</LinkButton>
      </div>
    </Section>
  )
}
