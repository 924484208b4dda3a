import Link from 'next/link'
import type { RequestView } from '#server/contracts/governance.ts'
import { Digest } from '../../ui/digest.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { evidenceTitle } from './request-words.ts'

/** What a signature is a statement over, piece by piece. */
export function FrozenSubject({ request }: { readonly request: RequestView }) {
  const { subject } = request
  return (
    <Section title="What is signed" lead="Frozen when the request was opened. Every signature names the digest of all of it.">
      <KeyValue
        items={[
          { label: 'Subject', value: <Digest value={request.subjectDigest} noun="subject digest" /> },
          {
            label: 'Version',
            value: (
              <Link href={`/models/${request.model}/versions/${request.version}`}>
                {request.model} v{request.version}
              </Link>
            ),
          },
          { label: 'Artifact as sent', value: <Digest value={subject.artifactDigest} noun="artifact digest" /> },
          {
            label: 'Bytes that serve',
            value: subject.servingDigest === subject.artifactDigest ? 'the same' : <Digest value={subject.servingDigest} noun="serving digest" />,
          },
          { label: 'Environment', value: subject.environment },
          {
            label: 'Policy',
            value: (
              <>
                revision {subject.policyRevision}, <Digest value={subject.policyDigest} noun="policy digest" />
              </>
            ),
          },
          { label: 'Card', value: subject.cardRevision === null ? 'nothing written' : `revision ${subject.cardRevision}` },
          ...subject.evidence
            .toSorted((a, b) => a.kind.localeCompare(b.kind))
            .map((piece) => ({
              label: evidenceTitle(piece.kind),
              value: (
                <>
                  <Link href={`/evidence/${piece.id}`}>Evidence</Link>, <Digest value={piece.digest} noun={`digest of ${piece.kind}`} />
                </>
              ),
            })),
        ]}
      />
    </Section>
  )
}
