import { Sum } from '../../numbers/sum.ts'
import { cramerVonMisesSf } from '../../numbers/weighted-chi-square.ts'
import { tieGroups } from './two-sample-test.ts'

export type CramerVonMisesTest = { statistic: number; pValue: number }

/** Σ over the values of one sample of (midrank in both - rank in its own)²: values of number `before` + 1 … `before` + `count` share a midrank. */
function squaredRankGaps(midrank: number, before: number, count: number): number {
  const c = midrank - before
  return count * c * c - c * count * (count + 1) + (count * (count + 1) * (2 * count + 1)) / 6
}

/** Anderson's U: n Σ (rank of x in both - own rank)² + m Σ (the same of y)², ties by midranks. */
export function cramerVonMisesU(first: Float64Array, second: Float64Array): number {
  const [ofFirst, ofSecond] = [new Sum(), new Sum()]
  for (const group of tieGroups(first, second)) {
    const midrank = group.firstBefore + group.secondBefore + (group.first + group.second + 1) / 2
    ofFirst.add(squaredRankGaps(midrank, group.firstBefore, group.first))
    ofSecond.add(squaredRankGaps(midrank, group.secondBefore, group.second))
  }
  return first.length * ofFirst.value + second.length * ofSecond.value
}

/**
 * Cramér's and von Mises' test of two ascending arrays, each with at least two values (T. W. Anderson, Ann. Math. Stat. 33, 1962): p by the limit
 * law, with mean and variance of the statistic set to those of the finite samples.
 */
export function cramerVonMisesTest(first: Float64Array, second: Float64Array): CramerVonMisesTest {
  const [n, m] = [first.length, second.length]
  const all = n + m
  const pairs = n * m
  const statistic = cramerVonMisesU(first, second) / (pairs * all) - (4 * pairs - 1) / (6 * all)
  const mean = (1 + 1 / all) / 6
  const variance = ((all + 1) * (4 * pairs * all - 3 * (n * n + m * m) - 2 * pairs)) / (45 * all * all * 4 * pairs)
  return { statistic, pValue: cramerVonMisesSf(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) }
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/**
 * P(U ≥ u) over all orders of n and m values, exact without ties (Y. Xiao, A. Gordon and A. Yakovlev, J. Stat. Software 17(8), 2006): counts of lattice
 * paths by the sum of their squared distances from the diagonal. For up to some 15 values a side.
 */
export function cramerVonMisesExact(n: number, m: number, u: number): number {
  const multiple = (n / greatestDivisor(n, m)) * m
  const [stepFirst, stepSecond] = [multiple / n, multiple / m]
  const pairs = n * m
  const least = Math.floor((multiple ** 2 * (n + m) * (6 * u - pairs * (4 * pairs - 1))) / (6 * pairs ** 2))
  // paths[i][s] = number of paths to (i, j) whose squares sum to s.
  let paths: Float64Array[] = []
  for (let j = 0; j <= m; j++) {
    const next: Float64Array[] = []
    for (let i = 0; i <= n; i++) {
      const square = (stepFirst * i - stepSecond * j) ** 2
      const from = [...(j > 0 ? [paths[i]] : []), ...(i > 0 ? [next[i - 1]] : [])]
      const sums = new Float64Array(Math.max(1, ...from.map((counts) => counts.length)) + square)
      if (from.length === 0) sums[0] = 1
      for (const counts of from) for (let s = 0; s < counts.length; s++) sums[s + square] += counts[s]
      next.push(sums)
    }
    paths = next
  }
  const all = paths[n].reduce((sum, count) => sum + count, 0)
  return paths[n].subarray(Math.max(0, least)).reduce((sum, count) => sum + count, 0) / all
}
