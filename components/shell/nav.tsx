'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useId, type ReactNode } from 'react'
import { formatCount } from '../ui/format.ts'
import { Brand } from './brand.tsx'
import { currentEntry, navIcons, type NavEntry, type NavGroup } from './navigation.ts'

interface NavProps {
  readonly groups: readonly NavGroup[]
  readonly foot?: ReactNode
  readonly inSheet?: boolean
  readonly onFollow?: () => void
}

export function Nav({ groups, foot, inSheet = false, onFollow }: NavProps) {
  const current = currentEntry(groups, usePathname())
  const base = useId()
  return (
    <nav className={clsx('nav', inSheet && 'in-sheet')} aria-label="Main">
      <Brand />
      <div className="links">
        {groups.map((group, i) => (
          <div key={group.title ?? i}>
            {group.title ? <h2 id={`${base}-${i}`}>{group.title}</h2> : null}
            <ul aria-labelledby={group.title ? `${base}-${i}` : undefined}>
              {group.entries.map((entry) => (
                <NavLink key={entry.href} entry={entry} current={entry === current} onFollow={onFollow} />
              ))}
            </ul>
          </div>
        ))}
      </div>
      {foot ? <div className="foot">{foot}</div> : null}
    </nav>
  )
}

interface NavLinkProps {
  readonly entry: NavEntry
  readonly current: boolean
  readonly onFollow?: () => void
}

function NavLink({ entry, current, onFollow }: NavLinkProps) {
  const Icon = navIcons[entry.icon]
  return (
    <li>
      <Link href={entry.href} aria-current={current ? 'page' : undefined} onClick={onFollow}>
        <Icon className="i" aria-hidden />
        <span>{entry.label}</span>
        {entry.count ? (
          <span className="ct">
            <span className="sr">, </span>
            {formatCount(entry.count)}
          </span>
        ) : null}
      </Link>
    </li>
  )
}
