import type { RequestView } from '#server/contracts/governance.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { roleWords } from './request-words.ts'

/** Who asked and why, then each decision with its reason, in the order they were given. */
export function DecisionList({ request }: { readonly request: RequestView }) {
  const count = request.decisions.length
  return (
    <Section title="In their words" lead={count === 0 ? 'Nobody has decided yet.' : 'The justification, then each decision with its reason.'}>
      <ol className="lst">
        <li>
          <b>{request.openedBy.name}</b>{' '}
          <span className="muted">
            asked on <Time at={request.openedAt} form="absolute" />
          </span>
          <p className="mt2 whitespace-pre-wrap break-words">{request.justification}</p>
        </li>
        {request.decisions.map((held) => (
          <li key={held.actor.id}>
            <b>{held.actor.name}</b>{' '}
            <span className="muted">
              {roleWords(held.role)} · <Time at={held.at} form="absolute" />
            </span>{' '}
            <State state={held.decision === 'approve' ? 'approved' : 'rejected'} className="al" />
            <p className="mt2 whitespace-pre-wrap break-words">{held.reason}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
