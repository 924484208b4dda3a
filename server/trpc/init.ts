import { initTRPC } from '@trpc/server'
import superjson from 'superjson'
import type { Actor } from '#server/contracts/actor.ts'
import type { Problem } from '#server/contracts/problems.ts'
import { Refusal } from '#server/domain/kit/index.ts'

export interface TrpcContext {
  actor: Actor | null
  traceId: string
}

export const t = initTRPC.context<TrpcContext>().create({
  transformer: superjson,
  /** Clients read the same problem as over REST, in `error.data.problem`. */
  errorFormatter({ shape, error, ctx }) {
    const problem: Problem | null = error.cause instanceof Refusal ? error.cause.problem : null
    const { stack: _, ...safe } = shape.data
    return {
      ...shape,
      message: problem ? problem.detail : 'Something failed on our side. Nothing was changed.',
      data: { ...safe, problem, traceId: ctx?.traceId ?? null },
    }
  },
})
