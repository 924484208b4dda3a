import type { ReactNode } from 'react'
import type { Instant } from './format-time.ts'
import { Time } from './time.tsx'

export interface EventEntry {
  readonly id: string
  readonly at: Instant
  /** A lucide element. */
  readonly icon?: ReactNode
  readonly text: ReactNode
  readonly by?: ReactNode
  readonly leaf?: number | null
}

/** News in rows: when, what, by whom. */
export function EventList({ entries, now }: { readonly entries: readonly EventEntry[]; readonly now?: Instant }) {
  return (
    <ul className="lst">
      {entries.map((entry) => (
        <li className="ev" key={entry.id}>
          <Time at={entry.at} now={now} />
          <span className="ico">{entry.icon}</span>
          <p>
            {entry.text} {entry.by ? <span className="by">{entry.by}</span> : null}
          </p>
          {entry.leaf == null ? <span /> : <span className="lf">{entry.leaf.toLocaleString('en-US')}</span>}
        </li>
      ))}
    </ul>
  )
}

export interface DueEntry {
  readonly id: string
  readonly state: ReactNode
  readonly text: ReactNode
  readonly action?: ReactNode
}

/** What is overdue or due: state, what, one button. */
export function DueList({ entries }: { readonly entries: readonly DueEntry[] }) {
  return (
    <ul className="lst">
      {entries.map((entry) => (
        <li className="due" key={entry.id}>
          {entry.state}
          <span>{entry.text}</span>
          {entry.action ?? <span />}
        </li>
      ))}
    </ul>
  )
}

export interface GateEntry {
  readonly id: string
  readonly state: ReactNode
  readonly name: ReactNode
  readonly detail?: ReactNode
  /** Link to the evidence, or a duration. */
  readonly aside?: ReactNode
}

/** Gates or checks, worst first: state, name with its numbers, evidence. */
export function GateList({ entries }: { readonly entries: readonly GateEntry[] }) {
  return (
    <ul className="lst">
      {entries.map((entry) => (
        <li className="gate" key={entry.id}>
          {entry.state}
          <span>
            <b>{entry.name}</b> {entry.detail ? <span className="muted">{entry.detail}</span> : null}
          </span>
          <span className="muted">{entry.aside}</span>
        </li>
      ))}
    </ul>
  )
}
