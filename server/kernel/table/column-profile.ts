import { valueOfType } from './column.ts'
import type { ColumnType } from './column.ts'
import { histogramOf, weightedQuantile } from './histogram.ts'
import type { Histogram } from './histogram.ts'
import { LogSketch } from './log-sketch.ts'
import { Moments } from './moments.ts'
import { ValueCounts } from './value-counts.ts'

export const TOP_VALUES = 10
export const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const
const LONGEST_TRACKED = 256

/** What a person sees of a column before looking at rows. Plain JSON: no NaN, no infinity. */
export interface ColumnProfile {
  /** Values that are not missing. */
  count: number
  missing: number
  distinct: number
  /** False: there are at least `distinct` different values. */
  distinctExact: boolean
  top: { value: string; count: number }[]
  numbers?: NumberProfile
  /** Lengths of texts in UTF-16 units. */
  text?: { shortest: number; longest: number }
}

/** Of the finite values; dates and timestamps in epoch milliseconds. `sd` is null below two values and where it exceeds the doubles. */
export interface NumberProfile {
  infinite: number
  min: number
  max: number
  mean: number
  sd: number | null
  quantiles: { q: number; value: number }[]
  /** Whether quantiles and histogram are exact or within one percent of each value's size. */
  quantilesExact: boolean
  histogram: Histogram
}

/** Profile of a column of any type, taken value by value; parts merge into the whole. */
export class ColumnProfiler {
  readonly type: ColumnType
  readonly moments = new Moments()
  readonly #numbers: ValueCounts<number>
  readonly #texts: ValueCounts<string>
  readonly #sketch = new LogSketch()
  missing = 0
  infinite = 0
  #texted = 0
  #shortest = Infinity
  #longest = 0
  #lastLong = ''
  #lastBeginning = ''

  /** @param distinctBound up to how many different values are counted exactly. */
  constructor(type: ColumnType, distinctBound: number) {
    this.type = type
    this.#numbers = new ValueCounts(distinctBound)
    this.#texts = new ValueCounts(distinctBound)
  }

  addNumber(value: number): void {
    if (Number.isNaN(value)) {
      this.missing++
      return
    }
    this.#numbers.add(value)
    if (!Number.isFinite(value)) {
      this.infinite++
      return
    }
    this.moments.add(value)
    this.#sketch.add(value)
  }

  addText(value: string | null): void {
    if (value === null) {
      this.missing++
      return
    }
    this.#texted++
    if (value.length < this.#shortest) this.#shortest = value.length
    if (value.length > this.#longest) this.#longest = value.length
    this.#texts.add(value.length <= LONGEST_TRACKED ? value : this.#beginning(value))
  }

  /** Long texts are told apart by their beginnings; the same one often comes many times in a row. */
  #beginning(value: string): string {
    if (value !== this.#lastLong) {
      this.#lastLong = value
      this.#lastBeginning = value.slice(0, LONGEST_TRACKED)
    }
    return this.#lastBeginning
  }

  merge(other: ColumnProfiler): void {
    this.moments.merge(other.moments)
    this.#numbers.merge(other.#numbers)
    this.#texts.merge(other.#texts)
    this.#sketch.merge(other.#sketch)
    this.missing += other.missing
    this.infinite += other.infinite
    this.#texted += other.#texted
    this.#shortest = Math.min(this.#shortest, other.#shortest)
    this.#longest = Math.max(this.#longest, other.#longest)
  }

  get count(): number {
    return this.moments.count + this.infinite + this.#texted
  }

  /** Different values; the sum of both ways of holding them, for a column of large integers may have begun as numbers. */
  get distinct(): number {
    return this.#numbers.distinct + this.#texts.distinct
  }

  profile(): ColumnProfile {
    const named = this.#numbers.top(TOP_VALUES).map(({ value, count }) => ({ value: valueOfType(this.type, value), count }))
    const top = [...named, ...this.#texts.top(TOP_VALUES)].sort((a, b) => b.count - a.count).slice(0, TOP_VALUES)
    return {
      count: this.count,
      missing: this.missing,
      distinct: this.distinct,
      distinctExact: this.#numbers.exact && this.#texts.exact,
      top,
      ...(this.moments.count > 0 ? { numbers: this.#numberProfile() } : {}),
      ...(this.#texted > 0 ? { text: { shortest: this.#shortest, longest: this.#longest } } : {}),
    }
  }

  #numberProfile(): NumberProfile {
    const { count, min, max, mean, sd } = this.moments
    const finite = [...this.#numbers.counts].filter(([value]) => Number.isFinite(value)).sort((a, b) => a[0] - b[0])
    const weighted = this.#numbers.exact ? finite : this.#sketch.weighted()
    const quantile = (q: number) => Math.min(max, Math.max(min, weightedQuantile(weighted, count, q)))
    return {
      infinite: this.infinite,
      min,
      max,
      mean,
      sd: Number.isFinite(sd) ? sd : null,
      quantiles: QUANTILES.map((q) => ({ q, value: quantile(q) })),
      quantilesExact: this.#numbers.exact,
      histogram: histogramOf(weighted, min, max),
    }
  }
}
