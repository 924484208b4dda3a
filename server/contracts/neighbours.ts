import { z } from 'zod'
import { READINGS } from '#server/kernel/neighbours/place-in-reference.ts'
import { instant, uuid } from './common.ts'
import { SNAPSHOT_ROLES } from './datasets.ts'

export const rowKey = z.object({ prediction: uuid, row: z.coerce.number().int().min(0).default(0) })

const cell = z.union([z.number(), z.string(), z.boolean(), z.null()])
/** The rows that a prediction is held against: those of the newest evidence of its version that names a reference, else what it was trained on. */
const reference = z.object({ snapshotId: uuid, dataset: z.string(), role: z.enum(SNAPSHOT_ROLES), rows: z.number().int() })

export const comparedRow = z.object({
  reference,
  features: z.array(
    z.object({
      feature: z.string(),
      value: cell,
      reading: z.enum(READINGS),
      below: z.number().nullable(),
      share: z.number().nullable(),
      median: z.number().nullable(),
      bins: z.array(z.number()).nullable(),
      position: z.number().nullable(),
    }),
  ),
})

export const neighbours = z.object({
  reference,
  /** Rows that were looked at, of the newest predictions of the version, and the moment of the oldest. */
  rows: z.number().int(),
  since: instant.nullable(),
  items: z.array(
    z.object({
      predictionId: uuid,
      row: z.number().int(),
      entityId: z.string().nullable(),
      eventTime: instant,
      score: z.number().nullable(),
      positive: z.boolean().nullable(),
      /** Mean difference of the features in distances between the quartiles of the reference; two texts differ by 1. */
      distance: z.number(),
      differsMost: z.object({ feature: z.string(), value: cell }).nullable(),
    }),
  ),
  nextCursor: z.null(),
})
