import { z } from 'zod'
import { instant, name, uuid, versionNumber } from './common.ts'

export const OUTCOMES = ['positive', 'negative'] as const
/** `event`: when the decision was made, as the client says; `received`: when the request came. */
export const PREDICTION_TIMES = ['event', 'received'] as const

/** What predictions are searched by. Outcome and scores are those of a model: what they mean is its own. */
export const predictionSearch = z.object({
  model: name.optional(),
  version: versionNumber.optional(),
  entityId: z.string().max(512).optional(),
  /** Which moment `from` and `to` are about, and in whose order the newest come first. */
  time: z.enum(PREDICTION_TIMES).default('received'),
  from: instant.optional(),
  to: instant.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  scoreFrom: z.coerce.number().optional(),
  scoreTo: z.coerce.number().optional(),
})
export type PredictionSearch = z.output<typeof predictionSearch>

export const predictionItem = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  rows: z.number().int(),
  entityIds: z.array(z.string()),
  receivedAt: instant,
  eventTime: instant,
  latencyMs: z.number(),
  executionProvider: z.string(),
  grantId: uuid,
  traceId: z.string(),
  /** Lowest and highest decision score of its rows; null where there is none. */
  scores: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** Rows decided positive; null where the version decides nothing. */
  positives: z.number().int().nullable(),
})
export type PredictionItem = z.infer<typeof predictionItem>
