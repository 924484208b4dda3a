import { bcaInterval } from '../intervals/bca.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import type { Random } from '../numbers/random.ts'
import { isNumber } from './quantity.ts'
import type { Quantity } from './quantity.ts'

export interface Resampling {
  random: Random
  replicates: number
}

/** A replicate without a value has no place in the order; more than these and the ends of an interval are not known. */
const MOST_UNDEFINED = 0.025

/** One multinomial draw of as many rows as `counts` hold, with their shares as probabilities, into `drawn`. */
function draw(counts: Float64Array, total: number, random: Random, drawn: Float64Array): void {
  let [left, rows] = [total, total]
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) drawn[i] = 0
    else {
      drawn[i] = counts[i] >= left ? rows : random.binomial(rows, counts[i] / left)
      left -= counts[i]
      rows -= drawn[i]
    }
  }
}

/**
 * Statistics of a table of counts with BCa intervals from resampled rows: rows are exchangeable within a cell, so a
 * replicate costs one binomial a cell however many rows there are. Undefined where the statistic is, and `too-few-rows`
 * where more than 2.5 % of replicates have no value.
 */
export function bootstrapMeasures<Name extends string>(
  cells: ArrayLike<number>,
  statistics: (cells: Float64Array) => Record<Name, Quantity>,
  { random, replicates }: Resampling,
): Record<Name, Measure> {
  const counts = Float64Array.from(cells)
  const found = statistics(counts)
  const names = Object.keys(found) as Name[]
  const defined = names.filter((name) => isNumber(found[name]))
  const values = new Map(defined.map((name) => [name, new Float64Array(replicates)]))
  const used = new Map(defined.map((name) => [name, 0]))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const drawn = new Float64Array(counts.length)
  for (let i = 0; i < (defined.length === 0 ? 0 : replicates); i++) {
    draw(counts, total, random, drawn)
    const replicate = statistics(drawn)
    for (const [name, list] of values) {
      const value = replicate[name]
      if (!isNumber(value)) continue
      const place = used.get(name) ?? 0
      list[place] = value
      used.set(name, place + 1)
    }
  }
  const without = Array.from(counts, (rows, cell) => ({ rows, cell }))
    .filter(({ rows }) => rows > 0)
    .map(({ rows, cell }) => {
      const fewer = counts.slice()
      fewer[cell]--
      return { rows, statistics: statistics(fewer) }
    })
  const measureOf = (name: Name): Measure => {
    const value = found[name]
    if (!isNumber(value)) return undefinedBecause(value)
    const known = used.get(name) ?? 0
    if (known < replicates * (1 - MOST_UNDEFINED)) return undefinedBecause('too-few-rows')
    const left = without.flatMap(({ rows, statistics: other }) => (isNumber(other[name]) ? [{ rows, value: other[name] }] : []))
    return { value, ...bcaInterval(value, (values.get(name) as Float64Array).subarray(0, known), left), method: 'bca-multinomial' }
  }
  return Object.fromEntries(names.map((name) => [name, measureOf(name)])) as Record<Name, Measure>
}
