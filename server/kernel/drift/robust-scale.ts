/** Standard deviation of a normal distribution of interquartile range 1, and of one of mean absolute deviation 1. */
const PER_QUARTILE_RANGE = 1 / 1.3489795003921634
const PER_MEAN_DEVIATION = Math.sqrt(Math.PI / 2)

export type RobustScale = { value: number; method: 'interquartile-range' | 'mean-absolute-deviation' }

/**
 * The standard deviation that a normal distribution of the same spread has, by quartiles and so unmoved by outliers. Where half
 * of the values are one and the same, quartiles and the median absolute deviation are 0: then by the mean absolute
 * deviation from the median. Null for a constant.
 *
 * @param sorted ascending, without NaN or infinities, at least one value
 */
export function robustScale(sorted: Float64Array): RobustScale | null {
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  const range = at(0.75) - at(0.25)
  if (range > 0 && Number.isFinite(range)) return { value: range * PER_QUARTILE_RANGE, method: 'interquartile-range' }
  const median = at(0.5)
  const deviation = sorted.reduce((sum, value) => sum + Math.abs(value - median) / sorted.length, 0)
  return deviation > 0 && Number.isFinite(deviation) ? { value: deviation * PER_MEAN_DEVIATION, method: 'mean-absolute-deviation' } : null
}
