'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC } from '../trpc/trpc.ts'
import { stateOf, states } from '../ui/states.ts'
import type { Command, CommandSearch } from './command-palette.tsx'

const MODELS_SHOWN = 6
const REQUESTS_SHOWN = 4

/** Finds models and datasets by name and open requests by their model. */
export function useConsoleSearch(): CommandSearch {
  const trpc = useTRPC()
  const cache = useQueryClient()
  return useCallback(
    async (query) => {
      const [models, datasets, requests] = await Promise.all([
        cache.fetchQuery(trpc.registry.listModels.queryOptions({ search: query, limit: MODELS_SHOWN })),
        cache.fetchQuery(trpc.datasets.listDatasets.queryOptions({ limit: 500 })),
        cache.fetchQuery(trpc.governance.listRequests.queryOptions({ state: 'open', limit: 100 })),
      ])
      const text = query.toLowerCase()
      return [
        ...models.items.map((model): Command => ({ id: `model:${model.id}`, group: 'Models', label: model.name, icon: 'models', aside: model.team, href: `/models/${model.name}` })),
        ...requests.items
          .filter((request) => request.model.toLowerCase().includes(text))
          .slice(0, REQUESTS_SHOWN)
          .map((request): Command => ({
            id: `request:${request.id}`,
            group: 'Requests',
            label: `${request.model} v${request.version}, ${request.environment}`,
            icon: 'queue',
            aside: states[stateOf(request.state)].word,
            href: `/requests/${request.id}`,
          })),
        ...datasets.items
          .filter((dataset) => dataset.name.toLowerCase().includes(text))
          .slice(0, REQUESTS_SHOWN)
          .map((dataset): Command => ({ id: `dataset:${dataset.id}`, group: 'Datasets', label: dataset.name, icon: 'datasets', aside: dataset.team, href: `/datasets/${dataset.name}` })),
      ]
    },
    [trpc, cache],
  )
}
