import type { Estimate } from '../numbers/measure.ts'
import { around, Z95 } from './interval.ts'
import { wilson } from './wilson.ts'

/**
 * Interval of a statistic in [-1, 1] from its standard error, on Fisher's z scale, so that it stays inside. Where that scale
 * has no room (at -1, at 1, without spread) Wilson's interval of `rows` stands in, stretched to [-1, 1].
 */
export function correlationInterval(value: number, standardError: number, rows: number, method: string): Estimate {
  const room = 1 - value * value
  if (!(standardError > 0) || !(room > 1e-12)) {
    const share = Math.min(1, Math.max(0, (value + 1) / 2))
    const { lower, upper } = wilson(share * rows, rows)
    return { value, ...around(value, 2 * lower - 1, 2 * upper - 1), method: 'wilson' }
  }
  const half = (Z95 * standardError) / room
  const centre = Math.atanh(value)
  return { value, ...around(value, Math.tanh(centre - half), Math.tanh(centre + half)), method }
}
