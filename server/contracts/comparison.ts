import { z } from 'zod'
import { NARRATIVE_SECTIONS } from './cards.ts'
import { digest, instant, uuid, versionNumber } from './common.ts'
import { GATE_STATES } from './governance.ts'

const gateState = z.enum(GATE_STATES).nullable()
const standing = z.object({ rank: z.number().int(), share: z.number().min(0).max(1) }).nullable()
const trainingData = z.object({ dataset: z.string(), snapshot: uuid, rows: z.number().nullable(), digest: digest.nullable() }).nullable()
const interval = z.object({ value: z.number(), lower: z.number(), upper: z.number() })

/** What a request would change against the version that is live in its environment. */
export const requestComparison = z.object({
  live: z.object({ version: versionNumber, deploymentId: uuid, since: instant }).nullable(),
  measures: z.array(
    z.object({
      kind: z.enum(['performance', 'fairness']),
      metric: z.string(),
      attribute: z.string().nullable(),
      before: interval.nullable(),
      after: interval.nullable(),
      reading: z.enum(['better', 'worse', 'unclear', 'incomparable']),
    }),
  ),
  /** Rows that the performance evidence of each was measured on, and whether these are the same bytes. */
  rows: z.object({ before: z.number().nullable(), after: z.number().nullable(), same: z.boolean().nullable() }),
  features: z.object({ count: z.number().int(), added: z.array(z.string()), removed: z.array(z.string()) }),
  dataset: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
  threshold: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  /** Each gate as frozen, beside how it stood when the live version was approved; null where there was no such gate. */
  gates: z.array(z.object({ name: z.string(), before: gateState, after: gateState })),
  /** The rows that each was trained on, where the registration names them. */
  training: z.object({ before: trainingData, after: trainingData }),
  /** Revisions of the cards that were signed, and the sections whose words differ. */
  card: z.object({
    before: z.number().int().nullable(),
    after: z.number().int().nullable(),
    changed: z.array(z.object({ section: z.enum(NARRATIVE_SECTIONS), before: z.string(), after: z.string() })),
  }),
  /** The features by what they contribute, in the order of the candidate; `share` is of the sum of all mean absolute contributions. */
  ranking: z.array(z.object({ feature: z.string(), before: standing, after: standing })),
})
export type RequestComparison = z.infer<typeof requestComparison>
