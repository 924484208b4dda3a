import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#server/contracts/actor.ts'
import type { AnyOperation, Call, Runtime } from '#server/domain/kit/index.ts'
import { admitContent, Refusal, refuse, runOperation } from '#server/domain/kit/index.ts'
import { TooLarge } from '#server/store/blob-store.ts'
import { log } from '#server/log.ts'
import { problemOf, problemResponse } from './problem.ts'
import { makeRouter } from './router.ts'

const MAX_JSON_BYTES = 16 * 1024 * 1024

/** Bodies are taken as they are: bytes that are sent packed are not what they are declared to be. */
function refuseEncoded(request: Request): void {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  if (encoding !== '' && encoding !== 'identity') {
    refuse('unsupported-encoding', `A body is taken as it is, not with content-encoding ${JSON.stringify(encoding)}: send it without.`)
  }
}

/** The body as JSON; an empty one counts as `{}`. */
async function readJson(request: Request): Promise<Record<string, unknown>> {
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > MAX_JSON_BYTES) refuse('content-too-large', `A JSON body has at most ${MAX_JSON_BYTES} bytes.`)
  const text = await request.text()
  if (text.length > MAX_JSON_BYTES) refuse('content-too-large', `A JSON body has at most ${MAX_JSON_BYTES} bytes.`)
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (body !== null && typeof body === 'object' && !Array.isArray(body)) return { ...body }
  } catch (error) {
    refuse('malformed-request', `The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
  return refuse('malformed-request', 'The body must be a JSON object.')
}

function readQuery(url: URL): Record<string, unknown> {
  const query: Record<string, unknown> = {}
  for (const key of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(key)
    query[key] = values.length > 1 ? values : values[0]
  }
  return query
}

/** A name in the path that nothing could ever have is a path to nothing, not a wrong value. */
function admitPath(operation: AnyOperation, parameters: Record<string, string>): void {
  if (!(operation.input instanceof z.ZodObject)) return
  const shape: Record<string, z.core.$ZodType> = operation.input.shape
  for (const [name, given] of Object.entries(parameters)) {
    const schema = shape[name]
    if (schema && !z.safeParse(schema, given).success) refuse('not-found', `There is no ${name} ${JSON.stringify(given)}.`)
  }
}

async function receiveContent(runtime: Runtime, operation: AnyOperation, call: Call, input: unknown, request: Request) {
  if (operation.kind !== 'command' || !operation.content) return undefined
  await admitContent(runtime, operation, call, input)
  if (!request.body) refuse('malformed-request', 'The body must hold the bytes.')
  try {
    return await runtime.store.write(request.body, operation.content.maxBytes)
  } catch (error) {
    if (error instanceof TooLarge) refuse('content-too-large', `At most ${operation.content.maxBytes} bytes are taken.`)
    throw error
  }
}

function render(operation: AnyOperation, output: unknown, request: Request, traceId: string): Response {
  const status = operation.rest?.status ?? 200
  const headers = { 'cache-control': 'no-store', 'x-trace-id': traceId }
  const other = operation.rest?.render?.(output, request.headers.get('accept') ?? '')
  if (other) {
    const response = new Response(other.body, { status, headers: { ...headers, 'content-type': other.contentType } })
    if (other.filename !== undefined) response.headers.set('content-disposition', `attachment; filename="${other.filename}"`)
    return response
  }
  return new Response(JSON.stringify(output), { status, headers: { ...headers, 'content-type': 'application/json' } })
}

export interface RestOptions {
  runtime: () => Promise<Runtime>
  operations: AnyOperation[]
  authenticate: (request: Request) => Promise<Actor | null>
}

/** Serves every operation that has a REST route: `parts` is the path below `/api/v1`. */
export function makeRestHandler(options: RestOptions) {
  const match = makeRouter(options.operations)
  return async function handle(request: Request, parts: string[]): Promise<Response> {
    const traceId = randomBytes(16).toString('hex')
    try {
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const route = match(method, parts)
      const actor = await options.authenticate(request)
      if (!actor) refuse('unauthenticated', 'Send a key as "Authorization: Bearer <key>".')
      if (route === 'no-path') refuse('not-found', `There is no /api/v1/${parts.join('/')}.`)
      if (route === 'no-method') refuse('method-not-allowed', `${request.method} is not available at /api/v1/${parts.join('/')}.`)
      const { operation, parameters } = route
      admitPath(operation, parameters)
      const runtime = await options.runtime()
      refuseEncoded(request)
      const takesBytes = operation.kind === 'command' && operation.content !== undefined
      const hasJson = method !== 'GET' && !takesBytes
      const body = hasJson ? await readJson(request) : {}
      const input = { ...readQuery(new URL(request.url)), ...body, ...parameters }
      const idempotencyKey = request.headers.get('idempotency-key') ?? undefined
      const call: Call = { actor, fields: Object.keys(body), ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }
      const content = await receiveContent(runtime, operation, call, input, request)
      const output = await runOperation(runtime, operation, { ...call, ...(content ? { content } : {}) }, input)
      return render(operation, output, request, traceId)
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ err: error, traceId, method: request.method, path: parts.join('/') }, 'request failed')
      return problemResponse(problemOf(error, traceId), traceId)
    }
  }
}
