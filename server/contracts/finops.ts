import { z } from 'zod'
import { BUDGET_STATES } from '#server/kernel/finops/budget-state.ts'
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

/** What a budget is of: everything, one model, or the models of one team. */
export const budgetScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('model'), name: z.string() }),
  z.object({ kind: z.literal('team'), name: z.string() }),
])
export type BudgetScope = z.infer<typeof budgetScope>

/** Null: there is none from that day on. */
export const budgetLine = z.object({ amountPerMonth: decimal.nullable(), effectiveFrom: z.iso.date() })
export type BudgetLine = z.infer<typeof budgetLine>

/** How the month stands against its budget; `open`: the interval of the forecast holds the budget. */
export const budgetState = z.enum(BUDGET_STATES)
