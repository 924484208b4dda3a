import { chiSquareSf } from './distributions.ts'
import { betaI, betaSf } from './incomplete-beta.ts'
import { gammaP } from './incomplete-gamma.ts'

/** Halves [low, high] of a logarithmic or plain scale until neighbouring doubles: `above(x)` must change from false to true. */
function bisect(low: number, high: number, above: (x: number) => boolean): number {
  let [from, to] = [low, high]
  for (let round = 0; round < 2200; round++) {
    const middle = to > 2 * from && from > 0 ? Math.sqrt(from) * Math.sqrt(to) : from + (to - from) / 2
    if (middle <= from || middle >= to) break
    if (above(middle)) to = middle
    else from = middle
  }
  return to
}

const isProbability = (p: number): boolean => p >= 0 && p <= 1

/** The x with P(χ² ≤ x) = p for `dof` > 0 degrees of freedom; p = 0 gives 0, p = 1 ∞, outside [0, 1] NaN. */
export function chiSquareQuantile(p: number, dof: number): number {
  if (!(isProbability(p) && dof > 0)) return NaN
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity
  const above = p < 0.5 ? (x: number) => gammaP(dof / 2, x / 2) >= p : (x: number) => chiSquareSf(x, dof) <= 1 - p
  let high = dof + 1
  while (!above(high)) high *= 2
  return bisect(Number.MIN_VALUE, high, above)
}

/** The x with I_x(a, b) = p, quantile of the beta distribution; a, b > 0; outside [0, 1] NaN. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(isProbability(p) && a > 0 && b > 0)) return NaN
  if (p === 0 || p === 1) return p
  const above = p < 0.5 ? (x: number) => betaI(a, b, x) >= p : (x: number) => betaSf(a, b, x) <= 1 - p
  return bisect(Number.MIN_VALUE, 1, above)
}

/** The t with P(T ≤ t) = p of Student's distribution with `dof` > 0 degrees of freedom; p = 0 and 1 give ∓∞. */
export function studentQuantile(p: number, dof: number): number {
  if (!(isProbability(p) && dof > 0)) return NaN
  if (p === 0.5) return 0
  if (p > 0.5) return -studentQuantile(1 - p, dof)
  if (p === 0) return -Infinity
  // P(T ≤ -t) = I_x(dof/2, 1/2)/2 = (1 - I_y(1/2, dof/2))/2 with y = t²/(dof + t²) = 1 - x; near the centre y has the digits, in the tail x.
  if (2 * p > 0.5) {
    const y = bisect(Number.MIN_VALUE, 1, (value) => betaI(0.5, dof / 2, value) >= 1 - 2 * p)
    return -Math.sqrt((dof * y) / (1 - y))
  }
  const x = betaQuantile(2 * p, dof / 2, 0.5)
  const y = x > 0.5 ? bisect(Number.MIN_VALUE, 1, (value) => betaSf(0.5, dof / 2, value) <= 2 * p) : 1 - x
  return -Math.sqrt((dof * y) / (x > 0.5 ? 1 - y : x))
}
