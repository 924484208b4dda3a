import { TRPCClientError } from '@trpc/client'
import type { Problem } from '#server/contracts/problems.ts'
import type { AppRouter } from '#server/trpc/root.ts'

/** What the console knows of a failed call, in words. */
export interface Failure {
  readonly message: string
  /** Set when an operation refused: its slug, sentence and fields. */
  readonly problem: Problem | null
  readonly traceId: string | null
  readonly httpStatus: number | null
}

const isTrpcError = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError

/** Reads an error of a tRPC call; anything else counts as a connection that broke. */
export function failureOf(error: unknown): Failure {
  if (!isTrpcError(error) || !error.data) {
    return { message: 'The server could not be reached. Nothing was changed by this page.', problem: null, traceId: null, httpStatus: null }
  }
  const { problem, traceId, httpStatus } = error.data
  return { message: error.message, problem, traceId, httpStatus }
}

/** The sentence for one field of a form, or undefined: what is wrong and how it is put right. */
export function fieldProblem(failure: Failure | null, path: string): string | undefined {
  const errors = failure?.problem?.errors?.filter((error) => error.path === path || error.path.startsWith(`${path}.`)) ?? []
  return errors.length === 0 ? undefined : errors.map((error) => [error.message, error.fix].filter(Boolean).join(' ')).join(' ')
}

/** What no field of the form can show: the whole sentence, or undefined when every error has its field. */
export function restOfProblem(failure: Failure | null, paths: readonly string[]): string | undefined {
  if (!failure) return undefined
  const errors = failure.problem?.errors ?? []
  const homeless = errors.filter((error) => !paths.some((path) => error.path === path || error.path.startsWith(`${path}.`)))
  if (errors.length > 0 && homeless.length === 0) return undefined
  return [failure.message, ...homeless.map((error) => [error.message, error.fix].filter(Boolean).join(' '))].join(' ')
}
