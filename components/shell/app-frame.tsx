'use client'

import { useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { useMemo, useState, type ReactNode } from 'react'
import type { MenuItem } from '../ui/dropdown-menu.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { CommandPalette, type Command, type CommandSearch } from './command-palette.tsx'
import { FrameContext, type Person } from './frame-context.ts'
import { KeySheet } from './key-sheet.tsx'
import { Nav } from './nav.tsx'
import type { NavGroup } from './navigation.ts'

interface AppFrameProps {
  /** Only what exists. */
  readonly nav: readonly NavGroup[]
  /** Under the navigation: organisation, when the log was last verified. */
  readonly foot?: ReactNode
  readonly person: Person | null
  /** Further entries of the person's menu. */
  readonly personItems?: readonly MenuItem[]
  readonly onSignOut?: () => void
  /** Commands of the palette besides the pages of `nav`. */
  readonly commands?: readonly Command[]
  readonly search?: CommandSearch
  readonly children: ReactNode
}

/** Navigation, palette, shortcuts; the bar belongs to Page. */
export function AppFrame({ nav, foot, person, personItems, onSignOut, commands, search, children }: AppFrameProps) {
  const router = useRouter()
  const [open, setOpen] = useState<'palette' | 'nav' | 'keys' | null>(null)
  const entries = useMemo(() => nav.flatMap((group) => group.entries), [nav])
  useShortcuts([
    ...entries.flatMap((entry) => (entry.key ? [{ keys: `g ${entry.key}`, label: entry.label, group: 'Go to', run: () => router.push(entry.href) }] : [])),
    { keys: '?', label: 'Keys', group: 'Everywhere', run: () => setOpen('keys') },
  ])
  const pages = useMemo(
    () =>
      entries.map((entry): Command => ({
        id: `page:${entry.href}`,
        group: 'Pages',
        label: entry.label,
        icon: entry.icon,
        href: entry.href,
        aside: entry.key ? `g ${entry.key}` : undefined,
      })),
    [entries],
  )
  const frame = useMemo(
    () => ({
      nav,
      person,
      personItems: personItems ?? [],
      onSignOut,
      openPalette: () => setOpen('palette'),
      openNav: () => setOpen('nav'),
      openKeys: () => setOpen('keys'),
    }),
    [nav, person, personItems, onSignOut],
  )
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null)
  }
  return (
    <FrameContext value={frame}>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <Nav groups={nav} foot={foot} />
        <div className="col">{children}</div>
      </div>
      <Dialog.Root open={open === 'nav'} onOpenChange={close}>
        <Dialog.Portal>
          <Dialog.Overlay className="scrim" />
          <Dialog.Content className="sheet-nav" aria-describedby={undefined}>
            <Dialog.Title className="sr">Navigation</Dialog.Title>
            <Nav groups={nav} foot={foot} inSheet onFollow={() => setOpen(null)} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <CommandPalette
        open={open === 'palette'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'palette' : null)}
        commands={commands ? [...pages, ...commands] : pages}
        search={search}
      />
      <KeySheet open={open === 'keys'} onOpenChange={close} />
    </FrameContext>
  )
}
