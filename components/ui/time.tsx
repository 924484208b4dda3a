import { formatDate, formatDistance, formatInstant, formatListTime, formatRelative, type Instant } from './format-time.ts'

interface TimeProps {
  readonly at: Instant | null | undefined
  /** list: `Today 08:12`; relative: `3 h ago`; age: `21 d`; date: `19 Nov 2026`; absolute: with clock and zone. */
  readonly form?: 'list' | 'relative' | 'age' | 'date' | 'absolute'
  /** What "now" is; give it in client components so that server and browser write the same. */
  readonly now?: Instant
}

/** An instant, shown in the form that fits and absolute with zone on hover. */
export function Time({ at, form = 'list', now }: TimeProps) {
  const date = at == null ? null : new Date(at)
  if (date === null || Number.isNaN(date.getTime())) return <span className="num-miss">–</span>
  const reference = now ?? Date.now()
  const text = {
    list: () => formatListTime(date, reference),
    relative: () => formatRelative(date, reference),
    age: () => formatDistance(date, reference),
    date: () => formatDate(date),
    absolute: () => formatInstant(date),
  }[form]()
  return (
    <time dateTime={date.toISOString()} title={formatInstant(date, true)} suppressHydrationWarning>
      {text}
    </time>
  )
}
