import { ksExactCells, ksExactPValue } from './ks-exact.ts'
import { ksOneSampleSf } from './ks-one-sample.ts'
import type { KsDistance } from './sorted-distances.ts'
import { sortedDistances } from './sorted-distances.ts'

export type KsTest = { statistic: number; pValue: number; method: 'exact' | 'asymptotic' }

/** Largest sample of the exact law (SciPy's own limit), and the most lattice points it may visit. */
const EXACT_SIZE = 10_000
const EXACT_CELLS = 2e7

/** Rounds to the nearest integer, halves to the even one. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  return x - floor === 0.5 ? floor + (floor % 2) : Math.round(x)
}

/** P(D ≥ statistic) by the one-sample law at n·m/(n+m) values: SciPy's `ks_2samp(method='asymp')`. NaN for 1 and 1 values. */
export const ksAsymptoticPValue = (n: number, m: number, statistic: number): number => ksOneSampleSf(roundHalfEven((n / (n + m)) * m), statistic)

/**
 * The two-sided p-value of a two-sample Kolmogorov-Smirnov distance of n and m values.
 *
 * The exact law up to 10,000 values a side, as SciPy's `ks_2samp`; where it would visit more than 2·10^7 lattice points p is
 * below 1e-30 and the asymptotic law serves.
 */
export function ksTestOf({ statistic, gap }: Pick<KsDistance, 'statistic' | 'gap'>, n: number, m: number): KsTest {
  const exact = Math.max(n, m) <= EXACT_SIZE && ksExactCells(n, m, gap) <= EXACT_CELLS
  const pValue = exact ? ksExactPValue(n, m, gap) : ksAsymptoticPValue(n, m, statistic)
  return { statistic, pValue: Math.min(1, pValue), method: exact ? 'exact' : 'asymptotic' }
}

/** The two-sample Kolmogorov-Smirnov test of two ascending arrays without NaN or infinities, each with at least one value. */
export const ksTest = (first: Float64Array, second: Float64Array): KsTest => ksTestOf(sortedDistances(first, second).ks, first.length, second.length)
