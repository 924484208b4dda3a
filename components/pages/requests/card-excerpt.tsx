import Link from 'next/link'
import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import type { NarrativeSection } from '#server/contracts/cards.ts'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { TextDiff } from '../../ui/diff.tsx'
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
  /** Holds the revision that the request froze, and which of its words differ from those signed with the live version. */
  readonly comparison: RequestComparison
  readonly href: string
}

/** What the card says people may and may not do with the model, word by word where that changes, and whether it is the card that was frozen. */
export function CardExcerpt({ card, comparison, href }: CardExcerptProps) {
  const { live, card: signed } = comparison
  const frozen = signed.after
  const missing = card.missing.map((section) => TITLES[section].toLowerCase())
  const lead = card.complete
    ? `All ${NARRATIVE_SECTIONS.length} sections are written.`
    : `${listOf(missing).replace(/^./, (c) => c.toUpperCase())} ${missing.length === 1 ? 'is' : 'are'} not written.`
  return (
    <Section title="Model card" lead={card.revision === null ? 'Nobody has written on the card yet.' : lead} actions={<Link href={href}>Whole card</Link>}>
      <KeyValue
        items={NARRATIVE_SECTIONS.map((section) => {
          const text = card.narrative[section]?.trim()
          const changed = signed.changed.find((one) => one.section === section)
          return {
            label: TITLES[section],
            value: changed ? (
              <TextDiff before={changed.before} after={changed.after} />
            ) : text ? (
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
      {signed.changed.length > 0 ? <Note>Struck out: signed with the live v{live?.version}. Underlined: new here.</Note> : null}
      {card.revision !== frozen ? (
        <Note>
          {frozen === null ? 'The request was opened before anything was written' : `The request froze revision ${frozen}`}; this is revision {card.revision}.
        </Note>
      ) : null}
    </Section>
  )
}
