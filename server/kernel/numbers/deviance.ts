import { stirlingError } from './log-gamma.ts'

const LOG_2PI = 1.8378770664093456

/**
 * x ln(x/mean) + mean - x, without the cancellation near x = mean (C. Loader, "Fast and accurate computation of binomial
 * probabilities", 2000). x ≥ 0, mean > 0.
 *
 * @param difference x - mean, where the caller knows it to more digits than the subtraction gives
 */
export function devianceTerm(x: number, mean: number, difference = x - mean): number {
  if (x === 0) return mean
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const v = difference / (x + mean)
  const square = v * v
  let power = 2 * x * v
  let sum = difference * v
  for (let k = 3; k < 2000; k += 2) {
    power *= square
    const next = sum + power / k
    if (next === sum) return next
    sum = next
  }
  return sum
}

/** ln of mean^x e^-mean / Γ(x + 1): the Poisson probability continued to real x ≥ 0. */
export function logPoissonMass(x: number, mean: number): number {
  if (x === 0) return -mean
  if (mean === 0) return -Infinity
  return -stirlingError(x) - devianceTerm(x, mean) - 0.5 * (LOG_2PI + Math.log(x))
}

/** ln of Γ(n+1)/(Γ(k+1)Γ(n-k+1)) p^k q^(n-k), the binomial probability continued to real 0 ≤ k ≤ n; q = 1 - p given apart to keep its digits. */
export function logBinomialMass(k: number, n: number, p: number, q: number): number {
  if (k === 0) return n === 0 ? 0 : n * (p < 0.1 ? Math.log1p(-p) : Math.log(q))
  if (k === n) return n * (q < 0.1 ? Math.log1p(-q) : Math.log(p))
  const rest = n - k
  const error = stirlingError(n) - stirlingError(k) - stirlingError(rest)
  return error - devianceTerm(k, n * p) - devianceTerm(rest, n * q) - 0.5 * (LOG_2PI + Math.log(k) + Math.log(rest / n))
}
