import Link from 'next/link'
import { shortId } from '../../ui/format.ts'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { KIND_WORDS } from '../evidence/kind-words.ts'
import { summarise } from '../evidence/summarise.ts'
import type { Card } from './card-words.ts'
import { RESULT_KINDS } from './result-kinds.ts'

interface CardResultsProps {
  readonly card: Card
  readonly firstNo: number
  readonly now: string
}

/** What was measured, each in a sentence, with the evidence and the gates that read it. */
export function CardResults({ card, firstNo, now }: CardResultsProps) {
  return RESULT_KINDS.map((kind, i) => {
    const no = firstNo + i
    const held = card.evidence[kind]
    const gates = card.gates.filter((gate) => gate.kind === kind)
    return (
      <article className="doc" key={kind} aria-labelledby={`card-${no}`}>
        <h3 id={`card-${no}`}>
          {no} {KIND_WORDS[kind].title}
        </h3>
        <div className="tx">{held ? <p>{summarise({ kind, result: held.result }).sentence}</p> : <State state="not-measured" />}</div>
        <aside aria-label={`What section ${no} rests on`}>
          <ul>
            {held ? (
              <>
                <li>
                  <span>Evidence</span>
                  <span>
                    <Link href={`/evidence/${held.evidenceId}`}>{shortId(held.evidenceId)}</Link>, <Time at={held.createdAt} now={now} />
                  </span>
                </li>
                <li>
                  <span>Digest</span>
                  <code title={held.digest}>{shortId(held.digest)}</code>
                </li>
              </>
            ) : (
              <li>
                <span>Evidence</span>
                <span>none yet</span>
              </li>
            )}
            {gates.map((gate) => (
              <li key={gate.name}>
                <span>Gate</span>
                <State state={gate.state}>{gate.name}</State>
              </li>
            ))}
          </ul>
        </aside>
      </article>
    )
  })
}
