/** A first value beyond this is no origin: differences from it could leave the doubles. */
const LARGEST_ORIGIN = 1e300

/**
 * Count, extremes, mean and standard deviation of numbers seen one by one (Welford 1962) or in parts (Chan, Golub & LeVeque 1979),
 * taken from the first value as origin so that numbers far from zero lose nothing. Only finite numbers may be added.
 */
export class Moments {
  count = 0
  min = Infinity
  max = -Infinity
  #origin = 0
  /** Mean less the origin. */
  #offset = 0
  #squares = 0

  add(value: number): void {
    if (this.count === 0 && Math.abs(value) < LARGEST_ORIGIN) this.#origin = value
    this.count++
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
    const shifted = value - this.#origin
    const delta = shifted - this.#offset
    this.#offset += Number.isFinite(delta) ? delta / this.count : shifted / this.count - this.#offset / this.count
    this.#squares += delta * (shifted - this.#offset)
  }

  merge(other: Moments): void {
    if (other.count === 0) return
    if (this.count === 0) this.#origin = other.#origin
    const count = this.count + other.count
    const share = other.count / count
    const theirs = other.#origin - this.#origin + other.#offset
    const delta = theirs - this.#offset
    this.#squares += other.#squares + delta * delta * this.count * share
    this.#offset += Number.isFinite(delta) ? delta * share : theirs * share - this.#offset * share
    this.count = count
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
  }

  /** Arithmetic mean; 0 without values. */
  get mean(): number {
    return this.#origin + this.#offset
  }

  /** Sample standard deviation (n - 1); NaN below two values, not finite when squares exceed the doubles. */
  get sd(): number {
    return this.count < 2 ? NaN : Math.sqrt(this.#squares / (this.count - 1))
  }
}
