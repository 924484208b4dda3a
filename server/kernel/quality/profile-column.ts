import { missingOf } from '../table/column.ts'
import type { Side } from './column-pair.ts'
import type { ColumnProfile } from './quality-result.ts'

/** Mean and sample standard deviation by Welford's recurrence, which does not cancel; undefined below one and two values. */
function moments(values: Float64Array): { mean?: number; standardDeviation?: number } {
  let mean = 0
  let squares = 0
  values.forEach((value, index) => {
    const off = value - mean
    mean += off / (index + 1)
    squares += off * (value - mean)
  })
  if (values.length === 0) return {}
  return values.length === 1 ? { mean } : { mean, standardDeviation: Math.sqrt(squares / (values.length - 1)) }
}

/** What a column holds: type, missing and distinct values, and range and moments of numbers or the most frequent texts. */
export function profileColumn({ column, sample, distinct, valueCounts }: Side): ColumnProfile {
  const { name, type } = column
  if (!sample) {
    const { names, counts } = valueCounts()
    const order = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a])
    const top = order.slice(0, 5).map((code) => ({ value: names[code], count: counts[code] }))
    return { name, type, missing: missingOf(column), distinct, top: top.filter(({ count }) => count > 0) }
  }
  const { finite, missing, negativeInfinite, positiveInfinite } = sample
  const infinite = negativeInfinite + positiveInfinite
  const profile: ColumnProfile = { name, type, missing, distinct, ...(infinite > 0 ? { infinite } : {}) }
  if (finite.length === 0) return profile
  const middle = finite.length / 2
  const median = (finite[Math.ceil(middle) - 1] + finite[Math.floor(middle)]) / 2
  return { ...profile, min: finite[0], max: finite[finite.length - 1], median, ...moments(finite) }
}
