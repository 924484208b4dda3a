import { betaI, logBetaI } from './incomplete-beta.ts'
import { gammaQ, logGammaQ } from './incomplete-gamma.ts'

/** P(χ² > x) with `dof` > 0 degrees of freedom, relative error below 1e-10 down to 1e-300; `dof` 0 is the point mass at 0. */
export function chiSquareSf(x: number, dof: number): number {
  if (dof === 0) return x > 0 ? 0 : 1
  return x <= 0 ? 1 : gammaQ(dof / 2, x / 2)
}

/** ln P(χ² > x), finite where the probability underflows. */
export const chiSquareLogSf = (x: number, dof: number): number => (x <= 0 ? 0 : logGammaQ(dof / 2, x / 2))

/** P(|T| > |t|) of Student's t with `dof` > 0 degrees of freedom. */
export function studentTwoSided(t: number, dof: number): number {
  const square = t * t
  return betaI(dof / 2, 0.5, dof / (dof + square), square / (dof + square))
}

/** ln P(|T| > |t|), finite where the probability underflows. */
export function studentLogTwoSided(t: number, dof: number): number {
  const square = t * t
  return logBetaI(dof / 2, 0.5, dof / (dof + square), square / (dof + square))
}

/** P(F > f) with `numerator` and `denominator` degrees of freedom; f ≤ 0 gives 1. */
export function fisherSf(f: number, numerator: number, denominator: number): number {
  if (f <= 0) return 1
  const scaled = numerator * f
  return betaI(denominator / 2, numerator / 2, denominator / (denominator + scaled), scaled / (denominator + scaled))
}

/**
 * P(K > x) of Kolmogorov's limit law: 2Σ(-1)^(k-1) exp(-2k²x²), and for small x its theta transform (Marsaglia, Tsang
 * and Wang, J. Stat. Software 8(18), 2003).
 */
export function kolmogorovSf(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x <= 0.05) return 1
  if (x < 0.82) {
    const q = Math.exp(-(Math.PI ** 2) / (8 * x * x))
    return 1 - (Math.sqrt(2 * Math.PI) / x) * q * (1 + q ** 8 + q ** 24 + q ** 48)
  }
  const q = Math.exp(-2 * x * x)
  return 2 * (q - q ** 4 + q ** 9 - q ** 16)
}

/** ln P(K > x), finite where the probability underflows. */
export const kolmogorovLogSf = (x: number): number => (x < 5 ? Math.log(kolmogorovSf(x)) : Math.LN2 - 2 * x * x)
