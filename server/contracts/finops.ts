import { z } from 'zod'
import { decimal } from './common.ts'

const estimate = { value: z.number(), lower: z.number(), upper: z.number() }

/** Why there is no forecast: `too-few-days` of whole days since the first use, or days that are not counted to their end. */
export const NO_FORECAST = ['too-few-days', 'not-counted'] as const

/** What this month has cost and what it is likely to; estimates are numbers, what was spent is exact. */
export const monthSpend = z.object({
  /** `2026-11`, in UTC */
  month: z.string(),
  spent: decimal,
  /** Of the whole month: what is spent and what is likely to come. */
  forecast: z
    .object({
      ...estimate,
      /** Of the intervals, in (0, 1). */
      confidence: z.number(),
      method: z.enum(['weekday-level', 'level']),
      /** From today to the last day of the month; today as a whole. */
      days: z.array(z.object({ day: z.string(), ...estimate })),
    })
    .nullable(),
  noForecast: z.enum(NO_FORECAST).nullable(),
  /** Whole days since the first use that the forecast rests on, and how many it needs. */
  historyDays: z.number().int(),
  neededDays: z.number().int(),
})
export type MonthSpend = z.infer<typeof monthSpend>
