'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import type { NarrativeSection } from '#server/contracts/cards.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { Textarea } from '../../ui/input.tsx'
import { State } from '../../ui/state.tsx'
import { notify } from '../../ui/toaster.tsx'
import { SECTION_WORDS, type Card, type Revision } from './card-words.ts'
import { Prose } from './prose.tsx'

interface CardSectionProps {
  readonly no: number
  readonly title: string
  readonly section: NarrativeSection
  readonly card: Card
  readonly mayWrite: boolean
  readonly written: Revision | undefined
}

/** One section that people write, edited in place by those who may. */
export function CardSection({ no, title, section, card, mayWrite, written }: CardSectionProps) {
  const [editing, setEditing] = useState(false)
  const text = card.narrative[section]?.trim() ?? ''
  const late = card.stale.find((entry) => entry.section === section)
  return (
    <article className="doc" aria-labelledby={`card-${no}`}>
      <h3 id={`card-${no}`}>
        {no} {title}
      </h3>
      {editing ? (
        <SectionForm card={card} section={section} title={title} text={text} onDone={() => setEditing(false)} />
      ) : (
        <div className="tx">
          {text ? <Prose text={text} /> : <State state="not-measured">Not written yet</State>}
          {mayWrite ? (
            <div className="row mt3">
              <Button size="small" variant={text ? 'quiet' : 'secondary'} onClick={() => setEditing(true)} aria-label={`${text ? 'Edit' : 'Write'} ${title}`}>
                {text ? 'Edit' : 'Write it'}
              </Button>
            </div>
          ) : null}
        </div>
      )}
      <aside aria-label={`About section ${no}`}>
        <ul>
          {written ? (
            <li>
              <span>Written</span>
              <span>
                {written.writtenBy.name}, {formatDate(written.writtenAt)}, revision {written.revision}
              </span>
            </li>
          ) : (
            <li>
              <span>Asks</span>
              <span>{SECTION_WORDS[section].asks}</span>
            </li>
          )}
          {late ? (
            <li>
              <span>Newer</span>
              <span>
                <State state="stale">{late.reason}</State> <Link href={`/evidence/${late.evidenceId}`}>Read the evidence</Link>
              </span>
            </li>
          ) : null}
        </ul>
      </aside>
    </article>
  )
}

interface SectionFormProps {
  readonly card: Card
  readonly section: NarrativeSection
  readonly title: string
  readonly text: string
  readonly onDone: () => void
}

function SectionForm({ card, section, title, text, onDone }: SectionFormProps) {
  const trpc = useTRPC()
  const [draft, setDraft] = useState(text)
  const write = useMutation(
    trpc.cards.updateCard.mutationOptions({
      meta: { inline: true },
      onSuccess: (made) => {
        notify.done(`Revision ${made.revision} written`, made.complete ? 'The card is complete.' : `${made.missing.length} sections are still to be written.`)
        onDone()
      },
    }),
  )
  const failure = write.error ? failureOf(write.error) : null
  const save = () => write.mutate({ model: card.model.name, version: card.version.version, [section]: draft.trim() })
  return (
    <form
      className="tx"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field
        label={title}
        hint={`${SECTION_WORDS[section].asks} A blank line begins a paragraph, a dash an item.`}
        error={fieldProblem(failure, section) ?? restOfProblem(failure, [section])}
      >
        <Textarea rows={Math.max(5, draft.split('\n').length + 2)} value={draft} onChange={(event) => setDraft(event.target.value)} autoFocus />
      </Field>
      <div className="row mt3">
        <Button size="small" onClick={onDone}>
          Keep the text
        </Button>
        <Button
          size="small"
          type="submit"
          variant="primary"
          blocked={draft.trim() === text ? 'Nothing is changed yet' : null}
          busy={write.isPending}
          busyLabel="Writing"
        >
          Save as revision {(card.revision ?? 0) + 1}
        </Button>
      </div>
    </form>
  )
}
