import Link from 'next/link'
import { Fragment } from 'react'
import type { Gate } from '#server/contracts/governance.ts'
import type { StandingView } from '#server/contracts/standing.ts'
import { EvidenceLink } from '../evidence/evidence-link.tsx'
import { ProductionPerformance } from './production.tsx'
import { gateWords, standingNote } from './standing.tsx'

/** "7 of 9" gates, with the way to each of them and its evidence. */
export function GatesLink({ row }: { readonly row: StandingView }) {
  const words = gateWords(row)
  const version = row.live?.version ?? row.newest?.version
  if (words === null || version === undefined) return <span className="num-miss">–</span>
  return <Link href={`/models/${row.model}/versions/${version}`}>{words}</Link>
}

function GateNames({ gates }: { readonly gates: readonly Gate[] }) {
  return gates.map(({ name, evidenceId }, i) => (
    <Fragment key={name}>
      {i > 0 ? ', ' : null}
      {evidenceId ? <EvidenceLink id={evidenceId}>{name}</EvidenceLink> : name}
    </Fragment>
  ))
}

/** The one thing to know about a model; what was measured leads to its evidence. */
export function NoteCell({ row }: { readonly row: StandingView }) {
  const note = standingNote(row)
  if (!note || note.says === 'words') return note?.words
  if (note.says === 'production') return <ProductionPerformance performance={note.performance} />
  return (
    <>
      <GateNames gates={note.gates} /> {note.words}
    </>
  )
}
