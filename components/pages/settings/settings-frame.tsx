'use client'

import type { ReactNode } from 'react'
import { Page } from '../../shell/page.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'

interface SettingsFrameProps {
  readonly name: string
  readonly meta?: string
  readonly answer: ReactNode
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

const TABS = [
  { href: '/settings', label: 'My account' },
  { href: '/settings/people', label: 'People' },
  { href: '/settings/teams', label: 'Teams' },
  { href: '/settings/services', label: 'Service accounts and keys' },
  { href: '/settings/sessions', label: 'Sessions' },
]

/** Head and tabs of every settings page. */
export function SettingsFrame({ name, meta, answer, lead, actions, children }: SettingsFrameProps) {
  return (
    <Page breadcrumb={[{ label: 'Settings', href: '/settings' }, { label: name }]}>
      <PageHead name={name} meta={meta} answer={answer} lead={lead} actions={actions} />
      <Tabs label="Settings" items={TABS} />
      {children}
    </Page>
  )
}
