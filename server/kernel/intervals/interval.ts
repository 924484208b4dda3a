import { normalQuantile } from '../numbers/normal.ts'

export interface Interval {
  lower: number
  upper: number
}

/** Standard normal quantile of a two-sided 95 % interval. */
export const Z95 = normalQuantile(0.975)

/** An interval that rounding may not push past its own value. */
export const around = (value: number, lower: number, upper: number): Interval => ({ lower: Math.min(lower, value), upper: Math.max(upper, value) })
