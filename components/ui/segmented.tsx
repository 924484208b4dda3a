'use client'

import Link from 'next/link'

interface Option<V extends string> {
  readonly value: V
  readonly label: string
}

interface SegmentedProps<V extends string> {
  readonly label: string
  readonly options: readonly Option<V>[]
  readonly value: V
  readonly onChange: (value: V) => void
}

/** Two to four views of the same thing. */
export function Segmented<V extends string>({ label, options, value, onChange }: SegmentedProps<V>) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  )
}

interface SegmentedLinksProps {
  readonly label: string
  readonly options: ReadonlyArray<{ readonly href: string; readonly label: string; readonly current?: boolean }>
}

/** The same as links, for views that live in the URL. */
export function SegmentedLinks({ label, options }: SegmentedLinksProps) {
  return (
    <nav className="seg" aria-label={label}>
      {options.map((option) => (
        <Link key={option.href} href={option.href} aria-current={option.current ? 'true' : undefined} scroll={false}>
          {option.label}
        </Link>
      ))}
    </nav>
  )
}
