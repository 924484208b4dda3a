import { createHash } from 'node:crypto'
import { rowExplanation, whatIfAnswer } from '#server/contracts/serving.ts'
import { refuse } from '#server/domain/kit/index.ts'
import type { InferenceGateway } from '#server/domain/kit/index.ts'
import { env } from '#server/env.ts'

/** What the processes of one installation prove their kinship with; never leaves the machine. */
export const internalToken = (): string => createHash('sha256').update(`internal:${env().NEXTAUTH_SECRET}`).digest('base64url')

const EXPLAIN_TIMEOUT_MS = 30_000

/** Asks the inference worker something that only processes of this installation may; refuses with its sentence. */
async function askInside(path: string, question: unknown): Promise<unknown> {
  const response = await fetch(`http://${env().HOST}:${env().INFERENCE_PORT}/internal/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${internalToken()}` },
    body: JSON.stringify(question),
    signal: AbortSignal.timeout(EXPLAIN_TIMEOUT_MS),
  }).catch(() => refuse('unavailable', 'The inference worker does not answer, so the row cannot be explained now.'))
  const body: unknown = await response.json()
  if (response.ok) return body
  const reason = body !== null && typeof body === 'object' && 'error' in body ? String(body.error) : 'The explanation failed.'
  return refuse(response.status === 409 ? 'conflict' : 'unavailable', reason)
}

export function openInferenceGateway(): InferenceGateway {
  return {
    endpointOf: (model) => `http://${env().HOST}:${env().INFERENCE_PORT}/v2/models/${encodeURIComponent(model)}`,
    explain: async (predictionId, row) => rowExplanation.parse(await askInside('explain', { predictionId, row })),
    whatIf: async (versionId, cells) => whatIfAnswer.parse(await askInside('what-if', { versionId, cells })),
  }
}
