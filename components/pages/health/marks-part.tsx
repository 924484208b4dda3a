import { Download } from 'lucide-react'
import Link from 'next/link'
import { Button } from '../../ui/button.tsx'
import { downloadText, toCsv } from '../../ui/csv.ts'
import { Empty } from '../../ui/empty.tsx'
import { EventList } from '../../ui/event-list.tsx'
import { formatCount, plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import type { HealthMark } from './health-marks.ts'

const SHOWN = 10

interface MarksPartProps {
  readonly model: string
  /** Those in view, newest first. */
  readonly marks: readonly HealthMark[]
  /** How many there are in all. */
  readonly total: number
}

/** What happened in the days shown, newest first. */
export function MarksPart({ model, marks, total }: MarksPartProps) {
  const save = () =>
    downloadText(
      `${model}-events.csv`,
      toCsv(
        ['at', 'kind', 'event'],
        marks.map(({ at, lane, text }) => [new Date(at).toISOString(), lane, text]),
      ),
    )
  return (
    <Section
      title="Events in view"
      lead={`${marks.length > SHOWN ? `${formatCount(SHOWN)} of ` : ''}${plural(marks.length, 'event')} in these days, ${formatCount(total)} in all. Newest first.`}
      actions={
        marks.length === 0 ? undefined : (
          <Button size="small" variant="quiet" icon={<Download />} onClick={save}>
            CSV
          </Button>
        )
      }
    >
      {marks.length === 0 ? (
        <Empty title="Nothing happened in these days">Choose more of them, or all.</Empty>
      ) : (
        <EventList
          entries={marks.slice(0, SHOWN).map(({ id, at, text, href, tone }) => ({
            id,
            at,
            text: (
              <Link className={`plain${tone === 'fail' || tone === 'warn' ? ` strong c-${tone}` : ''}`} href={href}>
                {text}
              </Link>
            ),
          }))}
        />
      )}
      <p className="note">
        <Link href={`/audit?subject=${encodeURIComponent(`model:${model}`)}`}>All events of this model in the audit log</Link>
      </p>
    </Section>
  )
}
