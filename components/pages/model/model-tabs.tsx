'use client'

import { Tabs } from '../../ui/tabs.tsx'

/** The two sides of a model: what it is, and how it fares. */
export function ModelTabs({ model }: { readonly model: string }) {
  const base = `/models/${model}`
  return (
    <Tabs
      label={`Parts of ${model}`}
      items={[
        { href: base, label: 'Versions' },
        { href: `${base}/health`, label: 'Health' },
      ]}
    />
  )
}
