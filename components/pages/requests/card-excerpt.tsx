import Link from 'next/link'
import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import type { NarrativeSection } from '#server/contracts/cards.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Note, Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { listOf } from './request-words.ts'

const TITLES: Record<NarrativeSection, string> = {
  intendedUse: 'Intended use',
  outOfScopeUse: 'Out of scope',
  limitations: 'Limitations',
  ethicalConsiderations: 'Ethics',
  humanOversight: 'Human oversight',
}
const SHOWN = 280

const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()} …` : text)

interface CardExcerptProps {
  readonly card: Outputs['cards']['getCard']
  /** The revision that the request froze. */
  readonly frozen: number | null
  readonly href: string
}

/** What the card says people may and may not do with the model, short, and whether it is the card that was frozen. */
export function CardExcerpt({ card, frozen, href }: CardExcerptProps) {
  const missing = card.missing.map((section) => TITLES[section].toLowerCase())
  const lead = card.complete
    ? `All ${NARRATIVE_SECTIONS.length} sections are written.`
    : `${listOf(missing).replace(/^./, (c) => c.toUpperCase())} ${missing.length === 1 ? 'is' : 'are'} not written.`
  return (
    <Section title="Model card" lead={card.revision === null ? 'Nobody has written on the card yet.' : lead} actions={<Link href={href}>Whole card</Link>}>
      <KeyValue
        items={NARRATIVE_SECTIONS.map((section) => {
          const text = card.narrative[section]?.trim()
          return {
            label: TITLES[section],
            value: text ? (
              <>
                {cut(text)}{' '}
                {card.stale.some((entry) => entry.section === section) ? (
                  <State state="stale" className="al">
                    Older than the newest evidence
                  </State>
                ) : null}
              </>
            ) : (
              <State state="missing">Not written</State>
            ),
          }
        })}
      />
      {card.revision !== frozen ? (
        <Note>
          {frozen === null ? 'The request was opened before anything was written' : `The request froze revision ${frozen}`}; this is revision {card.revision}.
        </Note>
      ) : null}
    </Section>
  )
}
