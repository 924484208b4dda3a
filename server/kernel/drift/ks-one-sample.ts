import { logBinomialMass } from '../numbers/deviance.ts'
import { durbinMatrixCdf } from './durbin-matrix.ts'
import { pelzGoodSf } from './pelz-good.ts'

/** P(D⁺ ≥ x) of the one-sided one-sample statistic: Σ_j C(n,j) x (x + j/n)^(j-1) (1 - x - j/n)^(n-j) (Birnbaum & Tingey, 1951). */
function oneSided(n: number, x: number): number {
  let sum = 0
  for (let j = Math.floor(n * (1 - x)); j >= 0; j--) {
    const p = x + j / n
    if (p >= 1) continue
    sum += Math.exp(logBinomialMass(j, n, p, 1 - p)) / p
  }
  return x * sum
}

/**
 * P(D_n ≥ x) of the two-sided one-sample Kolmogorov-Smirnov statistic of n ≥ 1 values, relative error about 1e-10 where a
 * closed form or recursion holds; the Pelz-Good expansion elsewhere. The choice of method follows Simard & L'Ecuyer,
 * "Computing the two-sided Kolmogorov-Smirnov distribution", J. Stat. Software 39(11), 2011, as SciPy's `kstwo` does.
 * n < 1 gives NaN.
 */
export function ksOneSampleSf(n: number, x: number): number {
  if (!(n >= 1) || Number.isNaN(x)) return NaN
  if (x >= 1) return 0
  const steps = n * x
  if (steps <= 0.5) return 1
  if (steps <= 1) return -Math.expm1(logFactorialRatio(n) + n * Math.log(2 * steps - 1))
  if (steps >= n - 1) return 2 * (1 - x) ** n
  if (x >= 0.5) return 2 * oneSided(n, x)
  const square = steps * x
  if (n <= 140) return square <= 4 ? 1 - durbinMatrixCdf(n, x) : 2 * oneSided(n, x)
  if (square >= 370) return 0
  if (square >= 2.2) return 2 * oneSided(n, x)
  return n <= 100_000 && n * x ** 1.5 <= 1.4 ? 1 - durbinMatrixCdf(n, x) : pelzGoodSf(n, x)
}

/** ln n!/n^n. */
const logFactorialRatio = (n: number): number => {
  let sum = 0
  for (let k = 1; k <= n; k++) sum += Math.log(k / n)
  return sum
}
