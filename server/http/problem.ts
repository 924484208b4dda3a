import { PROBLEMS } from '#server/contracts/problems.ts'
import type { Problem } from '#server/contracts/problems.ts'
import { Refusal } from '#server/domain/kit/index.ts'

/** The one place where a problem becomes an RFC 9457 document. */
export function problemResponse(problem: Problem, traceId: string): Response {
  const [status, title] = PROBLEMS[problem.slug]
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="countersign"'
  const body = {
    type: `/problems/${problem.slug}`,
    title,
    status,
    detail: problem.detail,
    instance: `urn:trace:${traceId}`,
    errors: (problem.errors ?? []).map((error) => ({ ...error, fix: error.fix ?? error.message })),
  }
  return new Response(JSON.stringify(body), { status, headers })
}

/** What a caller may know of an error: a refusal's problem, or `internal` with nothing but the trace id. */
export function problemOf(error: unknown, traceId: string): Problem {
  if (error instanceof Refusal) return error.problem
  return { slug: 'internal', detail: `Nothing was changed. Quote ${traceId} when you ask about it.` }
}
