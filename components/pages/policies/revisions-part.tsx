import Link from 'next/link'
import type { Outputs } from '../../trpc/trpc.ts'
import { Diff } from '../../ui/diff.tsx'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { changedParts } from './changed-parts.ts'

type Policy = Outputs['governance']['listPolicies']['items'][number]

/** All revisions with who and when, and what the one shown changed. */
export function RevisionsPart({ revisions, shown }: { readonly revisions: readonly Policy[]; readonly shown: Policy }) {
  const before = revisions.find((one) => one.revision === shown.revision - 1)
  const [old, now] = before ? changedParts(before.document, shown.document) : []
  return (
    <div>
      <Section title="Revisions" lead="Never edited: a new one replaces the last.">
        <ul className="lst">
          {revisions.map(({ revision, createdAt, createdBy }, i) => (
            <li key={revision}>
              {revision === shown.revision ? (
                <b>Revision {revision}</b>
              ) : (
                <Link href={i === 0 ? '/policies' : `/policies?revision=${revision}`}>Revision {revision}</Link>
              )}
              {i === 0 ? ', in force' : ''}{' '}
              <span className="muted">
                <Time at={createdAt} form="absolute" />, {createdBy?.name ?? 'first start'}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {before ? (
        <Section title="Difference" lead={`Revision ${shown.revision} against ${before.revision}.`}>
          <Diff label={`Difference between policy revisions ${before.revision} and ${shown.revision}`} before={old} after={now} />
        </Section>
      ) : null}
    </div>
  )
}
