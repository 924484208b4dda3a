import { around, Z95 } from '../intervals/interval.ts'
import type { Interval } from '../intervals/interval.ts'
import { koopman } from '../intervals/koopman.ts'
import { newcombe } from '../intervals/newcombe.ts'
import { wilson } from '../intervals/wilson.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { normalUpperQuantile } from '../numbers/normal.ts'
import { isNumber } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import type { Share } from './rates.ts'

/** Normal quantile that makes two intervals hold together at 95 % (Šidák). */
export const Z_OF_TWO = normalUpperQuantile((1 - Math.sqrt(0.95)) / 2)

/** A quantity with its interval, which is asked for only where there is a number. */
export const measured = (quantity: Quantity, interval: (value: number) => Interval, method: string): Measure =>
  isNumber(quantity) ? { value: quantity, ...interval(quantity), method } : undefinedBecause(quantity)

export const rateMeasure = (rate: Quantity, { successes, trials }: Share): Measure => measured(rate, () => wilson(successes, trials), 'wilson')

/** Rate of `one` minus that of `other`, of disjoint rows; `quantity` says why where there is none. */
export const differenceMeasure = (quantity: Quantity, one: Share, other: Share): Measure =>
  measured(quantity, () => newcombe(one.successes, one.trials, other.successes, other.trials), 'newcombe')

/** Rate of `one` over that of `other`. */
export const ratioMeasure = (quantity: Quantity, one: Share, other: Share): Measure =>
  measured(quantity, () => koopman(one.successes, one.trials, other.successes, other.trials), 'koopman')

/** Interval of |x| from one of x, times `factor`. */
export function sizeOf({ lower, upper }: Interval, factor = 1): Interval {
  const ends = [Math.abs(lower), Math.abs(upper)]
  return { lower: lower < 0 && upper > 0 ? 0 : factor * Math.min(...ends), upper: factor * Math.max(...ends) }
}

export interface Part {
  value: number
  interval: Interval
}

export const partOf = (one: Share, other: Share, z: number = Z95): Part => ({
  value: one.successes / one.trials - other.successes / other.trials,
  interval: newcombe(one.successes, one.trials, other.successes, other.trials, z),
})

export const absolute = ({ value, interval }: Part): Part => ({ value: Math.abs(value), interval: sizeOf(interval) })

/** Interval of the mean of two independent estimates from their own (method of variance estimates recovery: Zou & Donner, Statist. Med. 27, 2008). */
export function meanOfTwo(a: Part, b: Part): Interval {
  const value = (a.value + b.value) / 2
  const reach = (end: 'lower' | 'upper') => Math.hypot(a.value - a.interval[end], b.value - b.interval[end]) / 2
  return around(value, value - reach('lower'), value + reach('upper'))
}
