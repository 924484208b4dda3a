/**
 * Count, extremes, mean and standard deviation of numbers seen one by one (Welford 1962) or in parts (Chan, Golub & LeVeque 1979).
 * Only finite numbers may be added.
 */
export class Moments {
  count = 0
  min = Infinity
  max = -Infinity
  mean = 0
  #squares = 0

  add(value: number): void {
    this.count++
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
    const delta = value - this.mean
    this.mean += delta / this.count
    this.#squares += delta * (value - this.mean)
  }

  merge(other: Moments): void {
    if (other.count === 0) return
    const count = this.count + other.count
    const delta = other.mean - this.mean
    this.#squares += other.#squares + (delta * delta * this.count * other.count) / count
    this.mean += (delta * other.count) / count
    this.count = count
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
  }

  /** Sample standard deviation (n - 1); NaN below two values. */
  get sd(): number {
    return this.count < 2 ? NaN : Math.sqrt(this.#squares / (this.count - 1))
  }
}
