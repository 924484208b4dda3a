import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { KERNEL_VERSION } from '#server/kernel/version.ts'
import { Refused, refuseWith } from '#workers/inference/refused.ts'
import { explainRecorded } from '#workers/inference/serve/explain-recorded.ts'
import { infer } from '#workers/inference/serve/infer.ts'
import type { Parts } from '#workers/inference/serve/parts.ts'
import { servedFor } from '#workers/inference/serve/served.ts'
import { whatIf } from '#workers/inference/serve/what-if.ts'
import { readBody } from './read-body.ts'
import { reply } from './reply.ts'
import { routeOf } from './route.ts'
import type { Route } from './route.ts'

/** What ONNX models are called in the protocol. */
const PLATFORM = 'onnx_onnxv1'
const SERVER = JSON.stringify({ name: 'countersign', version: KERNEL_VERSION, extensions: [] })
const explainQuestion = z.object({ predictionId: z.uuid(), row: z.number().int().min(0) })
const whatIfQuestion = z.object({ versionId: z.uuid(), cells: z.array(z.union([z.number(), z.string(), z.null()])) })

export interface Handling {
  parts: Parts
  /** What the processes of one installation prove their kinship with. */
  internalToken: string
  isEnding(): boolean
}

type ModelRoute = Extract<Route, { model: string }>

function requireMethod(request: IncomingMessage, wanted: 'GET' | 'POST'): void {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  if (method !== wanted) refuseWith(405, `This path takes ${wanted}, not ${request.method}.`)
}

function whyNotReady({ parts, isEnding }: Handling): string | null {
  if (isEnding()) return 'The inference worker is about to end.'
  if (!parts.catalog.isFresh()) return 'The database has not been heard of for more than a second.'
  return parts.engine.status().pids.length === 0 ? 'No engine process runs.' : null
}

function health(handling: Handling, response: ServerResponse, kind: 'live' | 'ready'): void {
  const why = kind === 'live' ? null : whyNotReady(handling)
  if (why !== null) refuseWith(503, why)
  reply(response, 200, JSON.stringify({ [kind]: true }))
}

async function describe({ parts }: Handling, request: IncomingMessage, response: ServerResponse, route: ModelRoute): Promise<void> {
  const actor = await parts.keys.actorOf(request.headers.authorization)
  const served = await servedFor(parts, actor, route.model, route.version)
  const { modelName: name, number: version, signature } = served
  if (route.kind === 'metadata') {
    return reply(response, 200, JSON.stringify({ name, versions: [version], platform: PLATFORM, inputs: signature.inputs, outputs: signature.outputs }))
  }
  await parts.fleet.of(served)
  return reply(response, 200, JSON.stringify({ name, version, ready: true }))
}

async function answerInfer({ parts }: Handling, request: IncomingMessage, response: ServerResponse, route: ModelRoute): Promise<void> {
  const receivedAt = Date.now()
  const startedAt = performance.now()
  const actor = await parts.keys.actorOf(request.headers.authorization)
  const served = await servedFor(parts, actor, route.model, route.version)
  const body = await readBody(request)
  const { traceparent } = request.headers
  const answer = await infer(parts, served, body, { actor, receivedAt, startedAt, traceparent: typeof traceparent === 'string' ? traceparent : undefined })
  reply(response, 200, answer)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function requireKinship({ internalToken }: Handling, request: IncomingMessage): void {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${internalToken}`)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) refuseWith(401, 'This path is for the console of the same installation.')
}

async function answerExplain(handling: Handling, request: IncomingMessage, response: ServerResponse): Promise<void> {
  requireKinship(handling, request)
  const asked = explainQuestion.safeParse(parseJson(await readBody(request)))
  if (!asked.success) throw new Refused(400, 'The body must be {"predictionId", "row"}.')
  reply(response, 200, JSON.stringify(await explainRecorded(handling.parts, asked.data.predictionId, asked.data.row)))
}

async function answerWhatIf(handling: Handling, request: IncomingMessage, response: ServerResponse): Promise<void> {
  requireKinship(handling, request)
  const asked = whatIfQuestion.safeParse(parseJson(await readBody(request)))
  if (!asked.success) throw new Refused(400, 'The body must be {"versionId", "cells"}.')
  reply(response, 200, JSON.stringify(await whatIf(handling.parts, asked.data.versionId, asked.data.cells)))
}

/** Answers one request of the Open Inference Protocol v2; throws Refused with what the client is told. */
export async function handle(handling: Handling, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const route = routeOf(request.url ?? '/')
  if (!route) return refuseWith(404, `There is nothing at ${request.url?.split('?', 1)[0]}: see /v2.`)
  switch (route.kind) {
    case 'infer':
      requireMethod(request, 'POST')
      return answerInfer(handling, request, response, route)
    case 'metadata':
    case 'model-ready':
      requireMethod(request, 'GET')
      return describe(handling, request, response, route)
    case 'server':
      requireMethod(request, 'GET')
      return reply(response, 200, SERVER)
    case 'live':
    case 'ready':
      requireMethod(request, 'GET')
      return health(handling, response, route.kind)
    case 'explain-recorded':
      requireMethod(request, 'POST')
      return answerExplain(handling, request, response)
    case 'what-if':
      requireMethod(request, 'POST')
      return answerWhatIf(handling, request, response)
  }
}
