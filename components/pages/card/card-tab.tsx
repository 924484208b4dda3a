'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Download, Printer } from 'lucide-react'
import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Section } from '../../ui/section.tsx'
import { StateIcon } from '../../ui/state.tsx'
import type { TabProps } from '../version/shown.ts'
import { cardAnswer, lastWritten, revisionsInput, SECTION_WORDS } from './card-words.ts'
import { CardContents } from './card-contents.tsx'
import { CardFacts } from './card-facts.tsx'
import { CardResults } from './card-results.tsx'
import { CardRevisions } from './card-revisions.tsx'
import { CardSection } from './card-section.tsx'

/** The model card: what people wrote, what the registry knows and what was measured, as one document. */
export function CardTab({ model, version, now }: TabProps) {
  const trpc = useTRPC()
  const key = { model, version }
  const { data: card } = useSuspenseQuery(trpc.cards.getCard.queryOptions(key))
  const { data: revisions } = useSuspenseQuery(trpc.cards.listCardRevisions.queryOptions(revisionsInput(key)))
  const refused = usePermission('card:write', card.model.team)
  const blocked = card.version.servingDigest === null ? 'A card is about a version that passed intake' : refused
  const path = `/api/v1/models/${encodeURIComponent(model)}/versions/${version}/card`
  const state = card.revision === null || !card.complete ? 'partial' : card.stale.length > 0 ? 'stale' : 'done'
  return (
    <>
      <Section
        title="Model card"
        lead={card.revision === null ? 'No revision yet.' : `Revision ${card.revision}, written by ${card.writtenBy?.name ?? 'somebody'}.`}
        actions={
          <>
            <LinkButton size="small" icon={<Printer />} href={path} target="_blank" rel="noreferrer">
              Print
            </LinkButton>
            <LinkButton size="small" variant="quiet" icon={<Download />} href={path} download={`card-${model}-${version}.html`}>
              Download
            </LinkButton>
          </>
        }
      >
        <p className="said lead-size">
          <StateIcon state={state} />
          <span>{cardAnswer(card)}</span>
        </p>
      </Section>
      <Columns layout="lead-in">
        <CardContents card={card} />
        <Section
          title="Text"
          bare
          className="card-text"
          actions={
            blocked ? (
              <Button size="small" blocked={blocked}>
                Edit
              </Button>
            ) : undefined
          }
        >
          {NARRATIVE_SECTIONS.map((section, i) => (
            <CardSection
              key={section}
              no={i + 1}
              section={section}
              card={card}
              mayWrite={blocked === null}
              written={lastWritten(revisions.items, section)}
              title={SECTION_WORDS[section].title}
            />
          ))}
          <CardFacts card={card} no={NARRATIVE_SECTIONS.length + 1} />
          <CardResults card={card} firstNo={NARRATIVE_SECTIONS.length + 2} now={now} />
        </Section>
      </Columns>
      <CardRevisions revisions={revisions.items} />
    </>
  )
}
