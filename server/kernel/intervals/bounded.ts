import type { Estimate } from '../numbers/measure.ts'
import { studentQuantile } from '../numbers/quantiles.ts'
import { around, Z95 } from './interval.ts'
import { wilson } from './wilson.ts'

/**
 * Interval of a statistic in [0, 1] from its standard error, on the logit scale, so that it stays inside. Where that
 * scale has no room (at 0, at 1, without spread) Wilson's interval of `rows` stands in, which is conservative.
 */
export function logitInterval(value: number, standardError: number, rows: number, method: string): Estimate {
  const spread = value * (1 - value)
  if (!(standardError > 0) || !(spread > 0)) return { value, ...wilson(value * rows, rows), method: 'wilson' }
  const odds = Math.log(value / (1 - value))
  const half = (Z95 * standardError) / spread
  const back = (x: number) => 1 / (1 + Math.exp(-x))
  return { value, ...around(value, back(odds - half), back(odds + half)), method }
}

/**
 * Student's interval of a mean of values in [0, bound] from its standard error. Where the values show no spread,
 * Wilson's interval on the range up to `reach` stands in: no spread in what was seen does not mean that there is none.
 */
export function meanInterval(value: number, standardError: number, rows: number, bound: number, reach: number = bound): Estimate {
  if (standardError > 0) {
    const half = studentQuantile(0.975, rows - 1) * standardError
    return { value, ...around(value, Math.max(0, value - half), Math.min(bound, value + half)), method: 'student' }
  }
  const unit = reach > 0 ? wilson(Math.min(rows, (value / reach) * rows), rows) : { lower: 0, upper: 0 }
  return { value, ...around(value, unit.lower * reach, unit.upper * reach), method: 'wilson' }
}
