/** Relative error of a quantile. */
const ACCURACY = 0.01
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY)
const LOG_GAMMA = Math.log(GAMMA)
const SMALLEST = 2.2250738585072014e-308

const bucketOf = (magnitude: number): number => Math.ceil(Math.log(magnitude) / LOG_GAMMA)
const CENTRE = Math.log(2 / (GAMMA + 1))
const valueOf = (bucket: number): number => Math.min(Number.MAX_VALUE, Math.exp(bucket * LOG_GAMMA + CENTRE))

/**
 * Quantiles of a stream of finite numbers within one percent of their size, in buckets that grow with the number (DDSketch: Masson,
 * Rim & Lee, VLDB 2019). Outliers cost no resolution, sketches of parts merge into the sketch of the whole, memory is bounded by
 * the range of doubles (70,000 buckets at most, some hundred as a rule).
 */
export class LogSketch {
  readonly #positive = new Map<number, number>()
  readonly #negative = new Map<number, number>()
  #zeros = 0
  count = 0

  add(value: number): void {
    this.count++
    const magnitude = Math.abs(value)
    if (magnitude < SMALLEST) {
      this.#zeros++
      return
    }
    const side = value > 0 ? this.#positive : this.#negative
    const bucket = bucketOf(magnitude)
    side.set(bucket, (side.get(bucket) ?? 0) + 1)
  }

  merge(other: LogSketch): void {
    this.count += other.count
    this.#zeros += other.#zeros
    for (const [bucket, times] of other.#positive) this.#positive.set(bucket, (this.#positive.get(bucket) ?? 0) + times)
    for (const [bucket, times] of other.#negative) this.#negative.set(bucket, (this.#negative.get(bucket) ?? 0) + times)
  }

  /** Representative values in ascending order with their counts. */
  weighted(): [value: number, count: number][] {
    const below = [...this.#negative].map(([bucket, times]): [number, number] => [-valueOf(bucket), times])
    const above = [...this.#positive].map(([bucket, times]): [number, number] => [valueOf(bucket), times])
    const zeros: [number, number][] = this.#zeros > 0 ? [[0, this.#zeros]] : []
    return [...below, ...zeros, ...above].sort((a, b) => a[0] - b[0])
  }
}
