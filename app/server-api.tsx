import { randomBytes } from 'node:crypto'
import { dehydrate, HydrationBoundary, type FetchQueryOptions, type QueryKey } from '@tanstack/react-query'
import { TRPCError } from '@trpc/server'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { cache, type ReactNode } from 'react'
import { makeQueryClient } from '#components/trpc/query-client.ts'
import { signedInActor } from '#server/auth/actor.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { appRouter } from '#server/trpc/root.ts'

/** The address that was asked for, as the web process notes it down; "/" where it does not. */
async function askedPath(): Promise<string> {
  const url = new URL((await headers()).get('x-countersign-path') ?? '/', 'http://console.invalid')
  url.searchParams.delete('_rsc')
  return `${url.pathname}${url.search}`
}

/** Who is signed in, asked once per request. */
export const currentActor = cache(signedInActor)

/** Who is signed in; anybody else is sent to sign in and comes back here. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor()
  if (actor) return actor
  const path = await askedPath()
  return redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
}

/** Turns a refused read into the page for it: 404 and 403 have their own, the rest is an error. */
function toPage(error: unknown): never {
  if (error instanceof TRPCError) {
    if (error.code === 'NOT_FOUND' || error.code === 'UNPROCESSABLE_CONTENT') notFound()
    if (error.code === 'FORBIDDEN') forbidden()
    if (error.code === 'UNAUTHORIZED') redirect('/sign-in')
  }
  throw error
}

/**
 * The operations for one page being rendered. `load` runs a query and keeps the answer for `Hydrate`, under which client
 * components find it with `useSuspenseQuery`; without it they would ask for it from the server's own process, where no cookie is.
 * `now` goes to components that write how long ago something was, so that server and browser write the same.
 */
export async function serverApi() {
  const actor = await requireActor()
  const queryClient = makeQueryClient()
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: { actor, traceId: randomBytes(16).toString('hex') }, queryClient })
  const load = <Data, Failure, Seen, Key extends QueryKey>(options: FetchQueryOptions<Data, Failure, Seen, Key>): Promise<Seen> =>
    queryClient.fetchQuery({ ...options, retry: false }).catch(toPage)
  const Hydrate = ({ children }: { readonly children: ReactNode }) => <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
  return { actor, trpc, load, Hydrate, now: new Date().toISOString() }
}
