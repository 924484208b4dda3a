import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Gate } from '#server/contracts/governance.ts'

interface EvidenceLinkProps {
  readonly id: string
  /** What of it: said to whoever does not see the place where the link stands. */
  readonly about?: string
  readonly children?: ReactNode
}

/** A figure, or the word behind one, that leads to the evidence which it was read from. */
export function EvidenceLink({ id, about, children = 'Evidence' }: EvidenceLinkProps) {
  return (
    <Link className="q" href={`/evidence/${id}`}>
      {children}
      {about ? <span className="sr"> of {about}</span> : null}
    </Link>
  )
}

/** What a gate says, and the way to the evidence behind it. */
export function GateDetail({ gate, text = gate.detail }: { readonly gate: Gate; readonly text?: string }) {
  return (
    <>
      {text} {gate.evidenceId ? <EvidenceLink id={gate.evidenceId} about={gate.name} /> : null}
    </>
  )
}
