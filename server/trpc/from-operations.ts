import { TRPCError } from '@trpc/server'
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import { z } from 'zod'
import { PROBLEMS } from '#server/contracts/problems.ts'
import type { AnyOperation, Command, Query, Runtime } from '#server/domain/kit/index.ts'
import { Refusal, runOperation } from '#server/domain/kit/index.ts'
import { log } from '#server/log.ts'
import { t } from './init.ts'

const CODES: Record<number, TRPC_ERROR_CODE_KEY> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
}

function toTrpcError(error: unknown, traceId: string): TRPCError {
  if (error instanceof Refusal) {
    const [status] = PROBLEMS[error.problem.slug]
    return new TRPCError({ code: CODES[status] ?? 'INTERNAL_SERVER_ERROR', message: error.problem.detail, cause: error })
  }
  log.error({ err: error, traceId }, 'procedure failed')
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'Something failed on our side.' })
}

type ProcedureOf<O> =
  O extends Query<infer I, infer R>
    ? TRPCQueryProcedure<{ input: z.input<I>; output: z.output<R>; meta: unknown }>
    : O extends Command<infer I, infer R>
      ? TRPCMutationProcedure<{ input: z.input<I>; output: z.output<R>; meta: unknown }>
      : never

type ProceduresOf<D> = { [K in keyof D]: ProcedureOf<D[K]> }

/** One router for the operations of one domain: the procedure's name is the key in the domain's list. */
export function proceduresOf<D extends Record<string, AnyOperation>>(runtime: () => Promise<Runtime>, domain: D): ProceduresOf<D> {
  const entries = Object.entries(domain).map(([key, operation]) => {
    const base = t.procedure.input(z.unknown())
    const resolve = async ({ ctx, input }: { ctx: { actor: Parameters<typeof runOperation>[2]['actor']; traceId: string }; input: unknown }) => {
      try {
        return await runOperation(await runtime(), operation, { actor: ctx.actor }, input)
      } catch (error) {
        throw toTrpcError(error, ctx.traceId)
      }
    }
    return [key, operation.kind === 'query' ? base.query(resolve) : base.mutation(resolve)]
  })
  // The types follow from the same list that the loop walks.
  return Object.fromEntries(entries) as ProceduresOf<D>
}
