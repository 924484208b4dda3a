import { gammaP, gammaQ } from './incomplete-gamma.ts'
import { millsRatio } from './normal.ts'

/** erf(x) = P(1/2, x²) with the sign of x; its first term where x² underflows. */
export const errorFunction = (x: number): number => (Math.abs(x) < 1e-9 ? (2 / Math.sqrt(Math.PI)) * x : Math.sign(x) * gammaP(0.5, x * x))

/** erfc(x) = 1 - erf(x), keeping its relative accuracy (below 1e-12) in the upper tail. */
export const complementaryErrorFunction = (x: number): number => (x <= 0 ? 1 + gammaP(0.5, x * x) : gammaQ(0.5, x * x))

/** exp(x²)·erfc(x), finite where erfc underflows: Mills' ratio of the normal distribution at √2·x, times √(2/π). */
export const scaledComplementaryErrorFunction = (x: number): number =>
  x < 1 ? Math.exp(x * x) * complementaryErrorFunction(x) : Math.sqrt(2 / Math.PI) * millsRatio(Math.SQRT2 * x)
