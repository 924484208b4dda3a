/** The two-sample Kolmogorov-Smirnov distance. */
export type KsDistance = {
  /** D = max |F - G| over the two empirical distribution functions, 0 to 1. */
  statistic: number
  /** max |i·m - j·n| as an integer: D without rounding, as long as n·m < 2^53. */
  gap: number
  /** The integers of the one-sided distances max(F - G) and max(G - F), at least 0. */
  above: number
  below: number
  /** 1 when the first sample's distribution function is the higher one at the widest place (both as wide: 1), -1 the lower. */
  sign: 1 | -1
  /** The value at which D is reached (the first from below). */
  location: number
}

export type SortedDistances = {
  ks: KsDistance
  /** W1 = ∫|F - G| in the unit of the values; ∞ where it is larger than any double. */
  wasserstein: number
  /** The squared energy distance 2∫(F - G)², in the unit of the values. */
  energySquared: number
}

/** Terms summed before they are added to the total: keeps the rounding error of millions of terms near 1e-13. */
const BLOCK = 1024

/**
 * The distances between the empirical distribution functions F and G of two ascending arrays without NaN or infinities, each
 * with at least one value, in one pass. Ties are passed together, so that F - G is compared at and after each value.
 */
export function sortedDistances(first: Float64Array, second: Float64Array): SortedDistances {
  const n = first.length
  const m = second.length
  const least = Math.min(first[0], second[0])
  // A span beyond the largest double is halved.
  const unit = Number.isFinite(Math.max(first[n - 1], second[m - 1]) - least) ? 1 : 0.5
  const share = 1 / n / m
  let [i, j] = [0, 0]
  let [signed, above, below, aboveAt, belowAt] = [0, 0, 0, least, least]
  let [area, square, blockArea, blockSquare, terms] = [0, 0, 0, 0, 0]
  let previous = least * unit
  while (i < n || j < m) {
    const a = i < n ? first[i] : Infinity
    const b = j < m ? second[j] : Infinity
    const value = a <= b ? a : b
    const height = Math.abs(signed) * share
    const term = height * (value * unit - previous)
    previous = value * unit
    blockArea += term
    blockSquare += height * term
    if (++terms === BLOCK) {
      area += blockArea
      square += blockSquare
      blockArea = blockSquare = terms = 0
    }
    while (i < n && first[i] === value) {
      i++
      signed += m
    }
    while (j < m && second[j] === value) {
      j++
      signed -= n
    }
    if (signed > above) {
      above = signed
      aboveAt = value
    } else if (-signed > below) {
      below = -signed
      belowAt = value
    }
  }
  const gap = Math.max(above, below)
  const ks: KsDistance = { statistic: gap / (n * m), gap, above, below, sign: below > above ? -1 : 1, location: below > above ? belowAt : aboveAt }
  return { ks, wasserstein: (area + blockArea) / unit, energySquared: (2 * (square + blockSquare)) / unit }
}
