import { logBinomialMass } from './deviance.ts'

const TINY = 1e-300
const MAXIMUM_TERMS = 1_000_000

/**
 * I_x(a, b)·B(a, b)/(x^a y^b): the even part of the continued fraction DLMF 8.17.22 (as in Didonato & Morris, ACM TOMS
 * 18(3), 1992), which holds y = 1 - x apart and so loses nothing as x → 1. Lentz's method; for x ≤ (a + 1)/(a + b + 2).
 */
function fraction(a: number, b: number, x: number, y: number): number {
  const first = a * y - b * x + 1
  let value = (a * first) / (a + 1)
  let upper = value
  let lower = 0
  for (let m = 1; m < MAXIMUM_TERMS; m++) {
    const odd = a + 2 * m - 1
    const numerator = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x
    const denominator = m + (m * (b - m) * x) / odd + ((a + m) * (first + m * (1 + y))) / (a + 2 * m + 1)
    lower = 1 / (denominator + numerator * lower || TINY)
    upper = denominator + numerator / upper || TINY
    const step = lower * upper
    value *= step
    if (Math.abs(step - 1) < 2e-16) break
  }
  return 1 / value
}

/** I_x(a, b) where the fraction converges: Γ(a+b)/(Γ(a)Γ(b)) x^a y^b times the fraction. */
function direct(a: number, b: number, x: number, y: number): number {
  return Math.exp(logBinomialMass(a, a + b, x, y)) * ((a * b) / (a + b)) * fraction(a, b, x, y)
}

/**
 * I_x(a, b), the regularised incomplete beta function, relative error about 1e-12; a, b > 0, 0 ≤ x ≤ 1, else NaN.
 *
 * @param y 1 - x, where the caller knows it to more digits than the subtraction gives
 */
export function betaI(a: number, b: number, x: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return NaN
  if (x === 0) return 0
  if (y === 0) return 1
  if (x <= (a + 1) / (a + b + 2)) return direct(a, b, x, y)
  const rest = direct(b, a, y, x)
  return rest < 0.9 ? 1 - rest : direct(a, b, x, y)
}

/** ln I_x(a, b), finite where I_x underflows. */
export function logBetaI(a: number, b: number, x: number, y = 1 - x): number {
  if (!(x > 0 && x <= (a + 1) / (a + b + 2) && y > 0)) return Math.log(betaI(a, b, x, y))
  return logBinomialMass(a, a + b, x, y) + Math.log(((a * b) / (a + b)) * fraction(a, b, x, y))
}

/** 1 - I_x(a, b), keeping its relative accuracy in the upper tail. */
export function betaSf(a: number, b: number, x: number, y = 1 - x): number {
  return betaI(b, a, y, x)
}
