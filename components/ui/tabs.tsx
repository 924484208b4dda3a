'use client'

import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { formatCount } from './format.ts'
import { useShortcuts } from './shortcuts.ts'

export interface TabLink {
  readonly href: string
  readonly label: string
  readonly count?: number
  /** Overrides the comparison with the current path. */
  readonly current?: boolean
}

/** Tabs are links: each has its URL, and `[` `]` move between them. */
export function Tabs({ label, items }: { readonly label: string; readonly items: readonly TabLink[] }) {
  const pathname = usePathname()
  const router = useRouter()
  const isCurrent = (item: TabLink) => item.current ?? item.href.split('?')[0] === pathname
  const move = (step: number) => {
    const target = items[items.findIndex(isCurrent) + step]
    if (target) router.push(target.href)
  }
  useShortcuts([
    { keys: '[', label: 'Previous tab', group: 'This page', run: () => move(-1) },
    { keys: ']', label: 'Next tab', group: 'This page', run: () => move(1) },
  ])
  return (
    <nav className="tabs" aria-label={label}>
      {items.map((item) => (
        <Link key={item.href} href={item.href} aria-current={isCurrent(item) ? 'page' : undefined}>
          {item.label}
          {item.count === undefined ? null : <span className="ct"> {formatCount(item.count)}</span>}
        </Link>
      ))}
    </nav>
  )
}
