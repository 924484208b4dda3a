import type { LucideIcon } from 'lucide-react'
import { Activity, Bell, Box, Coins, Database, FileText, GitBranch, House, Inbox, ListChecks, Rocket, Scale, ScrollText, Settings } from 'lucide-react'

export const navIcons = {
  overview: House,
  queue: Inbox,
  inbox: Bell,
  models: Box,
  datasets: Database,
  lineage: GitBranch,
  drift: Activity,
  fairness: Scale,
  predictions: ListChecks,
  deployments: Rocket,
  costs: Coins,
  policies: FileText,
  audit: ScrollText,
  settings: Settings,
} satisfies Record<string, LucideIcon>

export type NavIcon = keyof typeof navIcons

export interface NavEntry {
  readonly href: string
  readonly label: string
  readonly icon: NavIcon
  readonly count?: number
  /** Second key after g: "o" makes `g o` go here. */
  readonly key?: string
}

export interface NavGroup {
  /** The first group has none. */
  readonly title?: string
  readonly entries: readonly NavEntry[]
}

/** The entry whose address is the longest prefix of `path`; "/" only matches itself. */
export function currentEntry(groups: readonly NavGroup[], path: string): NavEntry | undefined {
  return groups
    .flatMap((group) => group.entries)
    .filter((entry) => path === entry.href || (entry.href !== '/' && path.startsWith(`${entry.href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0]
}
