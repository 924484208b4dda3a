import { quantileOf } from '../../profile/sample-statistics.ts'

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
  const median = quantileOf(pairDistances(first, second).sort(), 0.5, 'linear')
  return median > 0 && Number.isFinite(median) ? median : 1
}

/** The Gaussian kernel exp(-d²/2σ²) of width σ between all values, row by row. */
export function kernelMatrix(values: Float64Array, width: number): Float64Array {
  const size = values.length
  const kernel = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const distance = (values[i] - values[j]) / width
      kernel[i * size + j] = kernel[j * size + i] = Math.exp((-distance * distance) / 2)
    }
  }
  return kernel
}

/** The discrepancy between the first n of the rows of a kernel matrix, in some order, and the others. */
export function discrepancyOf(kernel: Float64Array, order: Int32Array, n: number): number {
  const size = order.length
  const m = size - n
  let [within, between, inSecond] = [0, 0, 0]
  for (let i = 0; i < size; i++) {
    let [own, other] = [0, 0]
    for (let j = 0; j < i; j++) {
      const value = kernel[order[i] * size + order[j]]
      if (i < n === j < n) own += value
      else other += value
    }
    if (i < n) within += own
    else inSecond += own
    between += other
  }
  return (2 * within) / (n * (n - 1)) + (2 * inSecond) / (m * (m - 1)) - (2 * between) / (n * m)
}

/**
 * The squared maximum mean discrepancy of two samples, each of at least two values, for the Gaussian kernel of width σ: the unbiased estimate, below 0
 * about as often as above when nothing has changed (A. Gretton et al., J. Mach. Learn. Res. 13, 2012). Cost (n + m)².
 */
export function maximumMeanDiscrepancy(first: Float64Array, second: Float64Array, width: number): number {
  const all = Float64Array.of(...first, ...second)
  return discrepancyOf(
    kernelMatrix(all, width),
    Int32Array.from(all, (_, row) => row),
    first.length,
  )
}
