import { undefinedBecause } from '../../numbers/measure.ts'
import { Sum } from '../../numbers/sum.ts'
import { andersonDarlingSf } from '../../numbers/weighted-chi-square.ts'
import { tieGroups } from './two-sample-test.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

/** Variance of A² under no change, and its limit 2(π² - 9)/3, for two samples of n and m values (Scholz and Stephens, equation 4). */
function varianceOf(n: number, m: number): number {
  const all = n + m
  let [h, g, partial] = [0, 0, 0]
  for (let i = 1; i < all; i++) h += 1 / i
  for (let j = 2; j < all; j++) {
    partial += 1 / (all + 1 - j)
    g += partial / j
  }
  const H = 1 / n + 1 / m
  const a = 4 * g - 6 + (10 - 6 * g) * H
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * H - 8 * h + 4 * g - 6
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * H + 4 * h
  const d = 4 * (2 * h + 6) - 8 * h
  return (a * all ** 3 + b * all ** 2 + c * all + d) / ((all - 1) * (all - 2) * (all - 3))
}
const LIMIT_DEVIATION = Math.sqrt((2 * (Math.PI ** 2 - 9)) / 3)

/** ln of the significance levels 25 % to 0.1 % and the standardised statistics that belong to them: the sum of the three coefficients of Table 2 there. */
const TABLE_LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001].map(Math.log)
const TABLE_STATISTICS = [
  [0.675, -0.245, -0.105],
  [1.281, 0.25, -0.305],
  [1.645, 0.678, -0.362],
  [1.96, 1.149, -0.391],
  [2.326, 1.822, -0.396],
  [2.573, 2.364, -0.345],
  [3.085, 3.615, -0.154],
].map(([b0, b1, b2]) => b0 + b1 + b2)

/** The least-squares parabola through some points, as its value at x. */
function parabola(xs: readonly number[], ys: readonly number[], x: number): number {
  const middle = xs.reduce((sum, value) => sum + value, 0) / xs.length
  const basis: ((t: number) => number)[] = [() => 1, (t) => t - middle, (t) => (t - middle) ** 2]
  const inner = (f: (k: number) => number, g: (k: number) => number): number => xs.reduce((sum, _, k) => sum + f(k) * g(k), 0)
  const orthogonal: ((t: number) => number)[] = []
  let value = 0
  for (const raw of basis) {
    const before = [...orthogonal]
    const weights = before.map(
      (q) =>
        inner(
          (k) => raw(xs[k]),
          (k) => q(xs[k]),
        ) /
        inner(
          (k) => q(xs[k]),
          (k) => q(xs[k]),
        ),
    )
    const q = (t: number): number => before.reduce((rest, each, k) => rest - weights[k] * each(t), raw(t))
    orthogonal.push(q)
    value +=
      (inner(
        (k) => ys[k],
        (k) => q(xs[k]),
      ) /
        inner(
          (k) => q(xs[k]),
          (k) => q(xs[k]),
        )) *
      q(x)
  }
  return value
}

/** p by interpolation in the table of Scholz and Stephens, kept within 0.1 % and 25 %: SciPy's `anderson_ksamp`. */
export function andersonDarlingTablePValue(statistic: number): number {
  if (statistic < TABLE_STATISTICS[0]) return 0.25
  if (statistic > TABLE_STATISTICS[TABLE_STATISTICS.length - 1]) return 0.001
  return Math.exp(parabola(TABLE_STATISTICS, TABLE_LEVELS, statistic))
}

/**
 * Anderson's and Darling's test of two ascending arrays, ties by midranks (F. W. Scholz and M. A. Stephens, "K-sample Anderson-Darling tests", J. Am.
 * Stat. Assoc. 82, 1987, equation 7). `statistic` is standardised, (A² - 1)/σ; p by the limit law of A² with the same
 * mean and variance, without the bounds of published tables. Both samples together need four values, two of them different.
 */
export function andersonDarlingTest(first: Float64Array, second: Float64Array): TwoSampleTest {
  const [n, m] = [first.length, second.length]
  const all = n + m
  if (n === 0 || m === 0 || all < 4) return undefinedBecause('too-few-rows')
  if (Math.min(first[0], second[0]) === Math.max(first[n - 1], second[m - 1])) return undefinedBecause('no-variation')
  const sum = new Sum()
  for (const group of tieGroups(first, second)) {
    const size = group.first + group.second
    const middle = group.firstBefore + group.secondBefore + size / 2
    const gap = all * (group.firstBefore + group.first / 2) - middle * n
    sum.add(((size / all) * gap ** 2) / (middle * (all - middle) - (all * size) / 4))
  }
  const squared = (sum.value * (1 / n + 1 / m) * (all - 1)) / all
  const statistic = (squared - 1) / Math.sqrt(varianceOf(n, m))
  return { statistic, pValue: andersonDarlingSf(1 + LIMIT_DEVIATION * statistic) }
}
