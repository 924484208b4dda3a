import { wilson } from '../intervals/wilson.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure, UndefinedReason } from '../numbers/measure.ts'

/** A share of counts with Wilson's interval. */
export const shareOf = (successes: number, trials: number, why: UndefinedReason): Measure =>
  trials === 0 ? undefinedBecause(why) : { value: successes / trials, ...wilson(successes, trials), method: 'wilson' }

/**
 * F1 = 2J / (1 + J) of J = hits / (hits + false alarms + misses), a plain proportion: Wilson's interval of J, carried
 * over by the same function, so that it has width even for a perfect model.
 */
export function f1Of(hits: number, falseAlarms: number, misses: number, why: UndefinedReason): Measure {
  const any = hits + falseAlarms + misses
  if (any === 0) return undefinedBecause(why)
  const { lower, upper } = wilson(hits, any)
  const value = (2 * hits) / (2 * hits + falseAlarms + misses)
  return { value, lower: Math.min(value, (2 * lower) / (1 + lower)), upper: Math.max(value, (2 * upper) / (1 + upper)), method: 'wilson-jaccard' }
}
