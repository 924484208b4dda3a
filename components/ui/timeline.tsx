import { Circle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Time } from './time.tsx'
import type { Instant } from './format-time.ts'

export interface TimelineEntry {
  readonly id: string
  /** A lucide element. */
  readonly icon?: ReactNode
  readonly title: ReactNode
  readonly at: Instant
  readonly detail?: ReactNode
}

/** What happened to one object, newest first. */
export function Timeline({ entries, now }: { readonly entries: readonly TimelineEntry[]; readonly now?: Instant }) {
  return (
    <ol className="tl">
      {entries.map((entry) => (
        <li key={entry.id}>
          <span className="mark-ico">{entry.icon ?? <Circle />}</span>
          {entry.title} <Time at={entry.at} form="list" now={now} />
          {entry.detail ? <p className="muted">{entry.detail}</p> : null}
        </li>
      ))}
    </ol>
  )
}
