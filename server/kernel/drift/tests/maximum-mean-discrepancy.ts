/** All distances |x_i - x_j|, i < j, of the pooled values. */
function pairDistances(first: Float64Array, second: Float64Array): Float64Array {
  const all = Float64Array.of(...first, ...second)
  const distances = new Float64Array((all.length * (all.length - 1)) / 2)
  let at = 0
  for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) distances[at++] = Math.abs(all[i] - all[j])
  return distances
}

/** The usual width of the kernel: the median distance of the pooled values; 1 where that is 0 or beyond the largest double. */
export function medianDistance(first: Float64Array, second: Float64Array): number {
  const distances = pairDistances(first, second).sort()
  const [low, high] = [distances[Math.floor((distances.length - 1) / 2)], distances[Math.floor(distances.length / 2)]]
  const median = Number.isFinite(low + high) ? (low + high) / 2 : low / 2 + high / 2
  return median > 0 && Number.isFinite(median) ? median : 1
}

/** Sum of the Gaussian kernel over pairs of values, of one sample (each pair both ways, no value with itself) or of two. */
function kernelSum(first: Float64Array, second: Float64Array, width: number, own: boolean): number {
  let sum = 0
  for (let i = 0; i < first.length; i++) {
    let row = 0
    for (let j = 0; j < second.length; j++) {
      if (own && i === j) continue
      const distance = (first[i] - second[j]) / width
      row += Math.exp((-distance * distance) / 2)
    }
    sum += row
  }
  return sum
}

/**
 * The squared maximum mean discrepancy of two samples, each of at least two values, for the Gaussian kernel exp(-d²/2σ²) of width σ: the unbiased
 * estimate, below 0 about as often as above when nothing has changed (A. Gretton et al., J. Mach. Learn. Res. 13, 2012).
 * Cost (n + m)².
 */
export function maximumMeanDiscrepancy(first: Float64Array, second: Float64Array, width: number): number {
  const [n, m] = [first.length, second.length]
  const within = kernelSum(first, first, width, true) / (n * (n - 1)) + kernelSum(second, second, width, true) / (m * (m - 1))
  return within - (2 * kernelSum(first, second, width, false)) / (n * m)
}
