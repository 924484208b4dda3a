const SQRT_2PI = 2.5066282746310002
const LOG_SQRT_2PI = 0.9189385332046728
/** Below this the power series, from here on the continued fraction: both within a few ulp here. */
const SERIES_LIMIT = 2

/**
 * exp(-x²/2) without the rounding error of x² (which grows as x²·2^-53): x is split into sixteenths and a rest.
 */
function gaussian(x: number): number {
  const head = Math.trunc(x * 16) / 16
  const rest = x - head
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * rest * (x + head))
}

/** Φ(x) - 1/2 for |x| < 2: φ(x)·Σ x^(2k+1)/(2k+1)!! (Marsaglia, J. Stat. Software 11(4), 2004; all terms of one sign). */
function centralArea(x: number): number {
  const square = x * x
  let term = x
  let sum = x
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= square / odd
    sum += term
  }
  return (sum * gaussian(x)) / SQRT_2PI
}

/** Mills' ratio (1 - Φ(x))/φ(x) for x ≥ 2: Laplace's continued fraction 1/(x+1/(x+2/(x+3/…))) by Lentz's method. */
export function millsRatio(x: number): number {
  if (x > 1e8) return 1 / x
  let value = x
  let upper = x
  let lower = 0
  for (let k = 1; k < 500; k++) {
    lower = 1 / (x + k * lower)
    upper = x + k / upper
    const step = upper * lower
    value *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return 1 / value
}

/** Density of the standard normal distribution at `x`. */
export function normalDensity(x: number): number {
  return gaussian(Math.abs(x)) / SQRT_2PI
}

/**
 * P(Z > x) of the standard normal distribution, relative error below 1e-13 down to the smallest normal double
 * (x ≈ 37.5). ±∞ give 0 and 1, NaN gives NaN.
 */
export function normalSf(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x <= -SERIES_LIMIT) return 1 - normalSf(-x)
  if (x < SERIES_LIMIT) return 0.5 - centralArea(x)
  if (x > 40) return 0
  return (gaussian(x) / SQRT_2PI) * millsRatio(x)
}

/** P(Z ≤ x) of the standard normal distribution; the lower tail keeps its relative accuracy as `normalSf` does. */
export function normalCdf(x: number): number {
  return normalSf(-x)
}

/** Natural logarithm of P(Z > x), finite where the probability itself underflows (any finite x). */
export function normalLogSf(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x <= -SERIES_LIMIT) return Math.log1p(-normalSf(-x))
  if (x < SERIES_LIMIT) return Math.log(normalSf(x))
  if (x === Infinity) return -Infinity
  return -0.5 * x * x - LOG_SQRT_2PI + Math.log(millsRatio(x))
}

/** First guess of the x with P(Z > x) = p ≤ 1/2, off by at most 4.5e-4 (Abramowitz & Stegun 26.2.23). */
function roughUpperQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
}

/**
 * The x with P(Z > x) = p: inverse survival function, accurate for tiny p. Newton's method on the area near the
 * centre, on the logarithm of the tail beyond. p = 0 gives ∞, p = 1 gives -∞, outside [0, 1] NaN.
 */
export function normalUpperQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN
  if (p > 0.5) return -normalQuantile(p)
  if (p === 0) return Infinity
  if (p === 0.5) return 0
  let x = roughUpperQuantile(p)
  const central = p > 0.03
  const logP = Math.log(p)
  for (let round = 0; round < 8; round++) {
    const step = central ? (0.5 - p - centralArea(x)) / normalDensity(x) : (normalLogSf(x) - logP) * millsRatio(Math.max(x, SERIES_LIMIT * 0.9))
    x += step
    if (Math.abs(step) <= 2e-16 * Math.abs(x)) break
  }
  return x
}

/**
 * The x with P(Z ≤ x) = p: quantile function of the standard normal distribution (z of a two-sided 95 % interval:
 * `normalQuantile(0.975)`). p = 0 gives -∞, p = 1 gives ∞, outside [0, 1] NaN.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN
  if (p <= 0.5) return p === 0.5 ? 0 : -normalUpperQuantile(p)
  return p === 1 ? Infinity : normalUpperQuantile(1 - p)
}
