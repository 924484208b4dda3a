'use client'

import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { TextDiff } from '../../ui/diff.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { Section, Subhead } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { changedSections, changedWords, SECTION_WORDS, type Revision } from './card-words.ts'

/** Every revision, and word by word what one of them changed. */
export function CardRevisions({ revisions }: { readonly revisions: readonly Revision[] }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const at = Math.max(
    0,
    revisions.findIndex(({ revision }) => revision === chosen),
  )
  const shown = revisions[at]
  if (!shown) return null
  const before = revisions[at + 1]
  const changed = changedSections(shown, before)
  return (
    <Columns layout="even">
      <Section title={`What revision ${shown.revision} changed`} lead={before ? `Against revision ${before.revision}.` : undefined}>
        {before && changed.length > 0 ? null : <p className="muted">{before ? 'No words.' : 'It is the first: everything in it is new.'}</p>}
        {(before ? changed : []).map((section) => (
          <div key={section}>
            <Subhead>{SECTION_WORDS[section].title}</Subhead>
            <TextDiff before={before?.narrative[section] ?? ''} after={shown.narrative[section] ?? ''} />
          </div>
        ))}
      </Section>
      <Section title="Revisions" lead="Never edited; each is recorded in the log.">
        <Table
          caption="Revisions of the card"
          columns={[
            {
              header: 'Revision',
              cell: ({ revision }) =>
                revision === shown.revision ? (
                  <b>{revision}</b>
                ) : (
                  <Button size="small" variant="quiet" aria-label={`Show what revision ${revision} changed`} onClick={() => setChosen(revision)}>
                    {revision}
                  </Button>
                ),
            },
            { header: 'When', cell: ({ writtenAt }) => formatInstant(writtenAt), nowrap: true },
            { header: 'By', cell: ({ writtenBy }) => writtenBy.name },
            { header: 'What changed', cell: (revision) => changedWords(changedSections(revision, revisions[revisions.indexOf(revision) + 1])) },
          ]}
          rows={revisions}
          rowKey={({ revision }) => String(revision)}
          selectedKey={String(shown.revision)}
        />
      </Section>
    </Columns>
  )
}
