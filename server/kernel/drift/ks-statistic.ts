/** The two-sample Kolmogorov-Smirnov distance. */
export type KsDistance = {
  /** D = max |F - G| over the two empirical distribution functions, 0 to 1. */
  statistic: number
  /** max |i·m - j·n| as an integer: D without rounding, as long as n·m < 2^53. */
  gap: number
  /** 1 when the first sample's distribution function is the higher one at the widest place, -1 the lower. */
  sign: 1 | -1
  /** The value at which D is reached (the first from below). */
  location: number
}

/**
 * The two-sample KS distance of two ascending arrays without NaN, each with at least one value. Ties are passed together, so
 * that D is that of the distribution functions at and after each value.
 */
export function ksDistance(first: Float64Array, second: Float64Array): KsDistance {
  const n = first.length
  const m = second.length
  let i = 0
  let j = 0
  let gap = 0
  let sign: 1 | -1 = 1
  let location = NaN
  while (i < n && j < m) {
    const value = first[i] <= second[j] ? first[i] : second[j]
    while (i < n && first[i] === value) i++
    while (j < m && second[j] === value) j++
    const signed = i * m - j * n
    const size = signed < 0 ? -signed : signed
    if (size > gap) {
      gap = size
      sign = signed > 0 ? 1 : -1
      location = value
    }
  }
  return { statistic: gap / (n * m), gap, sign, location }
}
