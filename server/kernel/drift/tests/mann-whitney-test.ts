import { normalSf } from '../../numbers/normal.ts'
import { tieGroups } from './two-sample-test.ts'

export type MannWhitneyTest = {
  /** U of the first sample: pairs in which its value is the larger, ties by half. */
  statistic: number
  pValue: number
  /** One-sided: the first sample is shifted to smaller, or to larger values. */
  less: number
  greater: number
  /** (|U - nm/2| - correction)/σ with the variance corrected for ties; null when all values are equal. */
  z: number | null
  tied: boolean
}

/**
 * P(U ≥ u) without ties, exact: by the recursion over whether the largest value is of the first sample (H. B. Mann and D. R. Whitney, Ann.
 * Math. Stat. 18, 1947). Cost (n m)²; for samples of up to some 50 values.
 */
function exactUpperTail(n: number, m: number, u: number): number {
  const size = n * m + 1
  let row: Float64Array[] = Array.from({ length: m + 1 }, () => Float64Array.of(1))
  for (let i = 1; i <= n; i++) {
    const next: Float64Array[] = [Float64Array.of(1)]
    for (let j = 1; j <= m; j++) {
      const mass = new Float64Array(Math.min(size, i * j + 1))
      row[j].forEach((p, k) => (mass[k + j] += (p * i) / (i + j)))
      next[j - 1].forEach((p, k) => (mass[k] += (p * j) / (i + j)))
      next.push(mass)
    }
    row = next
  }
  let tail = 0
  for (let k = n * m; k >= Math.max(0, u); k--) tail += row[m][k]
  return tail
}

/** The exact two-sided p-value of Mann's and Whitney's U for samples without ties. */
export const mannWhitneyExact = (n: number, m: number, u: number): number => Math.min(1, 2 * exactUpperTail(n, m, Math.floor(Math.max(u, n * m - u))))

/**
 * Mann's and Whitney's test (Wilcoxon's rank sum) of two ascending arrays, each with at least one value: do values of one tend to be
 * larger? By the normal law with ties corrected for.
 *
 * @param correction ½ for continuity, or 0
 */
export function mannWhitneyTest(first: Float64Array, second: Float64Array, correction = 0.5): MannWhitneyTest {
  const [n, m] = [first.length, second.length]
  const all = n + m
  let statistic = 0
  let tieTerm = 0
  for (const group of tieGroups(first, second)) {
    const size = group.first + group.second
    statistic += group.first * (group.secondBefore + group.second / 2)
    tieTerm += size ** 3 - size
  }
  const tied = tieTerm > 0
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - tieTerm / (all * (all - 1))))
  if (!(deviation > 0)) return { statistic, pValue: 1, less: 1, greater: 1, z: null, tied }
  const scaled = (u: number): number => (u - (n * m) / 2 - correction) / deviation
  const z = scaled(Math.max(statistic, n * m - statistic))
  return { statistic, pValue: Math.min(1, 2 * normalSf(z)), less: normalSf(scaled(n * m - statistic)), greater: normalSf(scaled(statistic)), z, tied }
}
