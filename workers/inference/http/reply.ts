import type { IncomingMessage, ServerResponse } from 'node:http'
import { PROBLEMS } from '#server/contracts/problems.ts'
import { Refusal } from '#server/domain/kit/index.ts'
import { log } from '#server/log.ts'
import { Refused } from '#workers/inference/refused.ts'

/** Answers with JSON text. */
export function reply(response: ServerResponse, status: number, json: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json), ...headers })
  response.end(json)
}

/** Any error as the status and sentence that a client is told. */
function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error
  if (error instanceof Refusal) return new Refused(PROBLEMS[error.problem.slug][0], error.problem.detail)
  log.error({ err: error }, 'an inference request failed')
  return new Refused(500, 'Something failed on our side; the log of the inference worker says what.')
}

const EXTRA: Record<number, Record<string, string>> = {
  401: { 'www-authenticate': 'Bearer' },
  415: { 'accept-encoding': 'identity' },
  405: { allow: 'GET, HEAD, POST' },
  503: { 'retry-after': '1' },
}

/** Answers an error as the protocol says them: `{"error": sentence}`. */
export function replyError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, message } = asRefused(error)
  if (response.headersSent || response.destroyed) return
  // The rest of a body that nobody reads must not keep the connection busy.
  const unread: Record<string, string> = request.complete || request.method === 'GET' || request.method === 'HEAD' ? {} : { connection: 'close' }
  reply(response, status, JSON.stringify({ error: message }), { ...unread, ...EXTRA[status] })
}
