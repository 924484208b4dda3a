'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC, type Outputs } from '../trpc/trpc.ts'
import { stateOf, states } from '../ui/states.ts'
import type { Command, CommandSearch } from './command-palette.tsx'
import type { NavIcon } from './navigation.ts'
import { verbCommands, verbIn } from './verb-commands.ts'

type Hit = Outputs['search']['search']['items'][number]

interface Place {
  readonly group: string
  readonly icon: NavIcon
  readonly href: (id: string) => string
}

const PLACES: Record<Hit['kind'], Place> = {
  model: { group: 'Models', icon: 'models', href: (id) => `/models/${id}` },
  version: { group: 'Versions', icon: 'models', href: (id) => `/models/${id.replace('/', '/versions/')}` },
  request: { group: 'Requests', icon: 'queue', href: (id) => `/requests/${id}` },
  dataset: { group: 'Datasets', icon: 'datasets', href: (id) => `/datasets/${id}` },
  person: { group: 'People', icon: 'audit', href: (id) => `/audit?actor=${id}` },
  evidence: { group: 'Evidence', icon: 'policies', href: (id) => `/evidence/${id}` },
  deployment: { group: 'Deployments', icon: 'deployments', href: (id) => `/deployments/${id}` },
  prediction: { group: 'Predictions', icon: 'predictions', href: (id) => `/predictions/${id}` },
}

const asideOf = ({ kind, detail }: Hit): string =>
  kind === 'request' && detail !== 'request' ? states[detail === 'open' ? 'in-review' : stateOf(detail)].word : detail.replaceAll('-', ' ')

/** Finds models, versions, requests, datasets and people by name, and whatever a pasted id or digest belongs to; behind the words of a verb, what it is done to. */
export function useConsoleSearch(): CommandSearch {
  const trpc = useTRPC()
  const cache = useQueryClient()
  return useCallback(
    async (query) => {
      const named = verbIn(query)
      const text = (named?.rest ?? query).slice(0, 200)
      if (text === '') return []
      const { items } = await cache.fetchQuery(trpc.search.search.queryOptions({ query: text }))
      if (named) return verbCommands(named.verb, items)
      return items.map((hit): Command => {
        const { group, icon, href } = PLACES[hit.kind]
        return { id: `${hit.kind}:${hit.id}`, group, label: hit.label, icon, aside: asideOf(hit), href: href(hit.id) }
      })
    },
    [trpc, cache],
  )
}
