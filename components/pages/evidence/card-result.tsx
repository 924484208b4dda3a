import Link from 'next/link'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { resultOf } from './typed-result.ts'

/** Which sections of the card are written. */
export function CardResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const { complete, missing, revision } = resultOf(evidence, 'card')
  const { model, version } = evidence.subject
  return (
    <Section title="Sections" lead={revision === undefined ? undefined : `Revision ${revision} of the card.`}>
      <p>{complete ? <State state="pass">All required sections are written</State> : <State state="missing">Missing: {missing.join(', ')}</State>}</p>
      <p className="note">
        <Link href={`/models/${model}/versions/${version}/card`}>Open the card</Link>
      </p>
    </Section>
  )
}
