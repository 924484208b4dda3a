import type { ReactNode } from 'react'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** At most six facts under a page's answer. */
export function Facts({ items }: { readonly items: readonly Fact[] }) {
  if (items.length === 0) return null
  return (
    <dl className="facts">
      {items.slice(0, 6).map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A list of keys and values with a hairline under each. */
export function KeyValue({ items }: { readonly items: readonly Fact[] }) {
  return (
    <dl className="kv">
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
