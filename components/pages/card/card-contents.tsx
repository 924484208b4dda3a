import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import { Note, Section } from '../../ui/section.tsx'
import { State, StateIcon } from '../../ui/state.tsx'
import { KIND_WORDS } from '../evidence/kind-words.ts'
import { SECTION_WORDS, type Card } from './card-words.ts'
import { RESULT_KINDS } from './result-kinds.ts'

/** What the card holds, and what of it is missing or older than the evidence. */
export function CardContents({ card }: { readonly card: Card }) {
  const first = NARRATIVE_SECTIONS.length
  return (
    <Section title="Contents" bare>
      <ul className="toc">
        {NARRATIVE_SECTIONS.map((section, i) => (
          <li key={section}>
            <a href={`#card-${i + 1}`}>
              {i + 1} {SECTION_WORDS[section].title}
            </a>
            {card.missing.includes(section) ? (
              <State state="not-measured">Not written</State>
            ) : card.stale.some((late) => late.section === section) ? (
              <State state="stale">Older</State>
            ) : (
              <Fine word="Written" />
            )}
          </li>
        ))}
        <li>
          <a href={`#card-${first + 1}`}>{first + 1} Data, inputs and outputs</a>
          <Fine word="From the registry" />
        </li>
        {RESULT_KINDS.map((kind, i) => (
          <li key={kind}>
            <a href={`#card-${first + 2 + i}`}>
              {first + 2 + i} {KIND_WORDS[kind].title}
            </a>
            {card.evidence[kind] ? <Fine word="Measured" /> : <State state="not-measured" />}
          </li>
        ))}
      </ul>
      <Note>What people wrote is theirs to change; numbers come from evidence and change only with it.</Note>
    </Section>
  )
}

function Fine({ word }: { readonly word: string }) {
  return (
    <span>
      <StateIcon state="done" />
      <span className="sr">{word}</span>
    </span>
  )
}
