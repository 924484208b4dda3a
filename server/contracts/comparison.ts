import { z } from 'zod'
import { instant, uuid, versionNumber } from './common.ts'

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
})
export type RequestComparison = z.infer<typeof requestComparison>
