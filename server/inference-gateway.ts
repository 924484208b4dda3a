import { createHash } from 'node:crypto'
import { rowExplanation } from '#server/contracts/serving.ts'
import { refuse } from '#server/domain/kit/index.ts'
import type { InferenceGateway } from '#server/domain/kit/index.ts'
import { env } from '#server/env.ts'

/** What the processes of one installation prove their kinship with; never leaves the machine. */
export const internalToken = (): string => createHash('sha256').update(`internal:${env().NEXTAUTH_SECRET}`).digest('base64url')

const EXPLAIN_TIMEOUT_MS = 30_000

export function openInferenceGateway(): InferenceGateway {
  const base = () => `http://${env().HOST}:${env().INFERENCE_PORT}`
  return {
    endpointOf: (model) => `${base()}/v2/models/${encodeURIComponent(model)}`,
    async explain(predictionId, row) {
      const response = await fetch(`${base()}/internal/explain`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${internalToken()}` },
        body: JSON.stringify({ predictionId, row }),
        signal: AbortSignal.timeout(EXPLAIN_TIMEOUT_MS),
      }).catch(() => refuse('unavailable', 'The inference worker does not answer, so the row cannot be explained now.'))
      const body: unknown = await response.json()
      if (response.ok) return rowExplanation.parse(body)
      const reason = body !== null && typeof body === 'object' && 'error' in body ? String(body.error) : 'The explanation failed.'
      return refuse(response.status === 409 ? 'conflict' : 'unavailable', reason)
    },
  }
}
