import { chiSquareSf } from '../numbers/distributions.ts'

export type ChiSquareTest = { statistic: number; pValue: number; degreesOfFreedom: number; minimumExpected: number }

type Counts = readonly number[] | Float64Array

/**
 * Pearson's test of homogeneity: are the two rows of a 2 × K table, counts per category, drawn from one distribution? Without
 * continuity correction, over the columns that are not empty: SciPy's `chi2_contingency(correction=False)`. One column
 * alone gives statistic 0 and p 1. Each row must have a count.
 */
export function chiSquareTest(reference: Counts, current: Counts): ChiSquareTest {
  let n = 0
  let m = 0
  for (let k = 0; k < reference.length; k++) {
    n += reference[k]
    m += current[k]
  }
  let statistic = 0
  let columns = 0
  let minimumExpected = Infinity
  for (let k = 0; k < reference.length; k++) {
    const both = reference[k] + current[k]
    if (both === 0) continue
    columns++
    const expected = [(both * n) / (n + m), (both * m) / (n + m)]
    minimumExpected = Math.min(minimumExpected, ...expected)
    statistic += (reference[k] - expected[0]) ** 2 / expected[0] + (current[k] - expected[1]) ** 2 / expected[1]
  }
  const degreesOfFreedom = Math.max(0, columns - 1)
  if (degreesOfFreedom === 0) return { statistic: 0, pValue: 1, degreesOfFreedom, minimumExpected }
  return { statistic, pValue: chiSquareSf(statistic, degreesOfFreedom), degreesOfFreedom, minimumExpected }
}

/**
 * The table with the columns whose expected count in either row is below `least` (5: Cochran's rule) put into one, where the
 * χ² law would not hold; the pooled column joins the smallest other one when it is still below.
 *
 * @returns the rows of the pooled table, and the counts of what was rare
 */
export function poolSparse(reference: Counts, current: Counts, least = 5) {
  const n = Array.from(reference).reduce((sum, count) => sum + count, 0)
  const m = Array.from(current).reduce((sum, count) => sum + count, 0)
  const enough = (both: number): boolean => (both * Math.min(n, m)) / (n + m) >= least
  const kept: [number, number][] = []
  const rest: [number, number] = [0, 0]
  for (let k = 0; k < reference.length; k++) {
    if (enough(reference[k] + current[k])) kept.push([reference[k], current[k]])
    else {
      rest[0] += reference[k]
      rest[1] += current[k]
    }
  }
  const rare = { reference: rest[0], current: rest[1] }
  if (rest[0] + rest[1] > 0) {
    if (enough(rest[0] + rest[1]) || kept.length === 0) kept.push(rest)
    else {
      const smallest = kept.reduce((low, column) => (column[0] + column[1] < low[0] + low[1] ? column : low))
      smallest[0] += rest[0]
      smallest[1] += rest[1]
    }
  }
  return { reference: kept.map(([count]) => count), current: kept.map(([, count]) => count), rare }
}
