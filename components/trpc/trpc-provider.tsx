'use client'

import { MutationCache, QueryCache, QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client'
import { useState, type ReactNode } from 'react'
import superjson from 'superjson'
import type { AppRouter } from '#server/trpc/root.ts'
import { notify } from '../ui/toaster.tsx'
import { failureOf } from './problem.ts'
import { makeQueryClient } from './query-client.ts'
import { SessionEndDialog } from './session-end-dialog.tsx'
import { sessionEnded, sessionHolds } from './session-end.ts'
import { TRPCProvider } from './trpc.ts'

const UNAUTHENTICATED = 401

const reference = (traceId: string | null): string | undefined => (traceId ? `Reference ${traceId}` : undefined)

/**
 * What happens to errors that no component shows: a query that fails in the background says so once, until it succeeds again;
 * a mutation says so unless its `meta.inline` is set, which means that its form shows the problem at the field.
 * After each mutation everything on the page is asked again, so no page can forget what it changed.
 */
function browserQueryClient(): QueryClient {
  const failing = new Set<string>()
  const client: QueryClient = makeQueryClient({
    queryCache: new QueryCache({
      onSuccess: (_, query) => {
        failing.delete(query.queryHash)
        sessionHolds()
      },
      onError: (error, query) => {
        const failure = failureOf(error)
        if (failure.httpStatus === UNAUTHENTICATED) return sessionEnded({ acted: false })
        if (query.state.data === undefined || failing.has(query.queryHash)) return
        failing.add(query.queryHash)
        notify.fail('This page is not up to date', [failure.message, reference(failure.traceId)].filter(Boolean).join(' '))
      },
    }),
    mutationCache: new MutationCache({
      onSuccess: () => client.invalidateQueries(),
      onError: (error, _variables, _result, mutation) => {
        const failure = failureOf(error)
        if (failure.httpStatus === UNAUTHENTICATED) return sessionEnded({ acted: true })
        if (mutation.meta?.inline) return
        notify.fail(failure.message, reference(failure.traceId))
      },
    }),
  })
  return client
}

/** Rows of thousands of features do not fit into an address: what asks about one is sent as a body. */
const asksWithRow = ({ path }: { readonly path: string }): boolean => path === 'explain.whatIf'

const linkToServer = () =>
  splitLink<AppRouter>({
    condition: asksWithRow,
    true: httpLink({ url: '/api/trpc', transformer: superjson, methodOverride: 'POST' }),
    false: httpBatchLink({ url: '/api/trpc', transformer: superjson, maxURLLength: 4000, maxItems: 20 }),
  })

/** The operations and their cache for everything below. */
export function TrpcProvider({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(browserQueryClient)
  const [client] = useState(() => createTRPCClient<AppRouter>({ links: [linkToServer()] }))
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
        <SessionEndDialog />
      </TRPCProvider>
    </QueryClientProvider>
  )
}
