import { logPoissonMass } from './deviance.ts'
import { logGammaOnePlus } from './log-gamma.ts'

const TINY = 1e-300
const MAXIMUM_TERMS = 1_000_000

/** P(a, x)·Γ(a+1)/(x^a e^-x) = 1 + x/(a+1) + x²/((a+1)(a+2)) + … : all terms positive, for x < a + 1. */
function seriesFactor(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k < MAXIMUM_TERMS; k++) {
    term *= x / (a + k)
    sum += term
    if (term < 1e-17 * sum) break
  }
  return sum
}

/** Q(a, x)·Γ(a)/(x^a e^-x): Legendre's continued fraction by Lentz's method (Numerical Recipes 6.2.7), for x ≥ a + 1. */
function fractionFactor(a: number, x: number): number {
  let b = x + 1 - a
  let upper = 1 / TINY
  let lower = 1 / b
  let value = lower
  for (let k = 1; k < MAXIMUM_TERMS; k++) {
    const numerator = -k * (k - a)
    b += 2
    lower = 1 / (numerator * lower + b || TINY)
    upper = b + numerator / upper || TINY
    const step = lower * upper
    value *= step
    if (Math.abs(step - 1) < 2e-16) break
  }
  return value
}

/** ln [x^a e^-x / Γ(a)], the factor in front of the fraction. */
const logFront = (a: number, x: number): number => logPoissonMass(a, x) + Math.log(a)

const outside = (a: number, x: number): boolean => !(a > 0 && x >= 0)

/** P(a, x) = γ(a, x)/Γ(a), the regularised lower incomplete gamma function, relative error about 1e-13; a > 0, x ≥ 0, else NaN. */
export function gammaP(a: number, x: number): number {
  if (outside(a, x)) return NaN
  if (x === 0) return 0
  if (x === Infinity) return 1
  return x < a + 1 ? Math.exp(logPoissonMass(a, x)) * seriesFactor(a, x) : 1 - Math.exp(logFront(a, x)) * fractionFactor(a, x)
}

/** Q(a, x) = 1 - P(a, x), keeping its relative accuracy in the far tail; a > 0, x ≥ 0, else NaN. */
export function gammaQ(a: number, x: number): number {
  if (outside(a, x)) return NaN
  if (x === 0) return 1
  if (x === Infinity) return 0
  if (x >= a + 1) return Math.exp(logFront(a, x)) * fractionFactor(a, x)
  if (a < 1) return smallShapeUpper(a, x)
  return 1 - gammaP(a, x)
}

/** ln Q(a, x), finite where Q underflows. */
export function logGammaQ(a: number, x: number): number {
  if (outside(a, x)) return NaN
  if (x === Infinity) return -Infinity
  return x >= a + 1 ? logFront(a, x) + Math.log(fractionFactor(a, x)) : Math.log(gammaQ(a, x))
}

/**
 * Q(a, x) for a < 1, x < a + 1, where 1 - P loses all digits as a → 0. With P = x^a/Γ(a+1) · (1 + Σ (-x)^k a/(k!(a+k)))
 * the leading term is taken off 1 in closed form, -expm1(a ln x - ln Γ(a+1)), and what remains is of its size.
 */
function smallShapeUpper(a: number, x: number): number {
  const logLead = a * Math.log(x) - logGammaOnePlus(a)
  let term = 1
  let rest = 0
  for (let k = 1; k < 200; k++) {
    term *= -x / k
    const add = (term * a) / (a + k)
    rest += add
    if (Math.abs(add) < 1e-18 * Math.abs(rest)) break
  }
  return -Math.expm1(logLead) - Math.exp(logLead) * rest
}
