import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '#server/trpc/root.ts'

/** `useTRPC()` gives the operations as query and mutation options, `useTRPCClient()` as plain calls. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

/** What each operation answers: `Outputs['registry']['getModel']`. */
export type Outputs = inferRouterOutputs<AppRouter>
