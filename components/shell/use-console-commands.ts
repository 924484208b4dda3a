'use client'

import { usePathname } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useMemo } from 'react'
import type { Action } from '#server/contracts/permissions.ts'
import { useMe } from '../trpc/use-permission.ts'
import type { Command } from './command-palette.tsx'
import { VERBS } from './verb-commands.ts'

interface Offer extends Pick<Command, 'id' | 'label' | 'icon' | 'href' | 'keywords'> {
  /** Offered to whoever may do this. */
  readonly needs?: Action
}

const OFFERS: readonly Offer[] = [
  { id: 'new-model', label: 'Register a model', icon: 'models', href: '/models/new', needs: 'model:write', keywords: 'new upload onnx create' },
  { id: 'new-dataset', label: 'Declare a dataset', icon: 'datasets', href: '/datasets/new', needs: 'dataset:write', keywords: 'new create columns' },
  { id: 'deploy', label: 'Deploy a version', icon: 'deployments', href: '/deployments/new', needs: 'deployment:write', keywords: 'serve production live' },
  { id: 'verify', label: 'Verify the log in this browser', icon: 'audit', href: '/audit', keywords: 'check proof audit ledger tamper' },
  { id: 'keys', label: 'Make an API key', icon: 'settings', href: '/settings', keywords: 'token access' },
]

const THEMES = [
  ['light', 'Switch to the light theme'],
  ['dark', 'Switch to the dark theme'],
  ['system', 'Use the theme of the system'],
] as const

/** The version or the model whose page is open, as verbs take it. */
function subjectIn(path: string): { readonly model: string; readonly version?: string } | null {
  const [, model, version] = /^\/models\/([^/]+)(?:\/versions\/(\d+))?/.exec(path) ?? []
  if (!model || model === 'new') return null
  return { model: decodeURIComponent(model), ...(version ? { version } : {}) }
}

/** What can be done from anywhere, and to what the page is about; what the role does not permit is not offered. */
export function useConsoleCommands(onSignOut: () => void): readonly Command[] {
  const me = useMe()
  const path = usePathname()
  const { theme, setTheme } = useTheme()
  return useMemo(() => {
    const may = (action: Action | undefined): boolean => action === undefined || me.permissions[action] !== undefined
    const subject = subjectIn(path)
    const here = VERBS.filter((verb) => may(verb.needs)).flatMap((verb): Command[] => {
      if (!subject || (verb.kind === 'version' && subject.version === undefined)) return []
      const [id, name] =
        verb.kind === 'version' ? [`${subject.model}/${subject.version}`, `${subject.model} v${subject.version}`] : [subject.model, subject.model]
      return [{ id: `here:${verb.words}`, group: 'On this page', label: `${verb.words} ${name}`, icon: 'models', href: verb.href(id) }]
    })
    const offers = OFFERS.filter((offer) => may(offer.needs)).map(({ id, label, icon, href, keywords }): Command => ({
      id,
      group: 'Commands',
      label,
      icon,
      href,
      keywords,
    }))
    const open = VERBS.filter((verb) => may(verb.needs)).map((verb): Command => ({
      id: `verb:${verb.words}`,
      group: 'Commands',
      label: `${verb.words} …`,
      icon: 'models',
      fill: `${verb.words} `,
    }))
    const themes = THEMES.filter(([name]) => name !== theme).map(([name, label]): Command => ({
      id: `theme:${name}`,
      group: 'Commands',
      label,
      icon: 'settings',
      keywords: 'switch theme appearance mode',
      run: () => setTheme(name),
    }))
    return [
      ...here,
      ...offers,
      ...open,
      ...themes,
      { id: 'sign-out', group: 'Commands', label: 'Sign out', icon: 'settings', keywords: 'leave log out', run: onSignOut },
    ]
  }, [me, path, theme, setTheme, onSignOut])
}
