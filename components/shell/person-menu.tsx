'use client'

import { Keyboard, LogOut } from 'lucide-react'
import { useTheme } from 'next-themes'
import { DropdownMenu, type MenuItem } from '../ui/dropdown-menu.tsx'
import { useFrame } from './frame-context.ts'

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

function initials(name: string): string {
  const words = name.split(/[\s.@]+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('')
}

/** Who is signed in, theme, keys, sign out. */
export function PersonMenu() {
  const { person, personItems, onSignOut, openKeys } = useFrame()
  const { theme, setTheme } = useTheme()
  if (!person) return null
  const about = [person.role, person.team].filter(Boolean).join(', ')
  const items: MenuItem[] = [
    { heading: about ? `${person.email ?? person.name} · ${about}` : (person.email ?? person.name) },
    ...personItems,
    'separator',
    { heading: 'Theme', value: theme ?? 'system', onChange: setTheme, options: themes },
    'separator',
    { label: 'Keys', icon: <Keyboard />, aside: '?', onSelect: openKeys },
    ...(onSignOut ? [{ label: 'Sign out', icon: <LogOut />, onSelect: onSignOut }] : []),
  ]
  return (
    <DropdownMenu
      items={items}
      trigger={
        <button className="who" type="button">
          <span className="av" aria-hidden="true">
            {initials(person.name)}
          </span>
          <span className="who-name">
            {person.name}
            <span className="sr">, account and theme</span>
          </span>
        </button>
      }
    />
  )
}
