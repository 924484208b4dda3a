import { chiSquareLogSf, chiSquareSf, fisherSf, kolmogorovSf, studentTwoSided } from '#server/kernel/numbers/distributions.ts'
import { complementaryErrorFunction, errorFunction, scaledComplementaryErrorFunction } from '#server/kernel/numbers/error-function.ts'
import { betaI, betaSf } from '#server/kernel/numbers/incomplete-beta.ts'
import { gammaP, gammaQ } from '#server/kernel/numbers/incomplete-gamma.ts'
import { digamma, logGamma } from '#server/kernel/numbers/log-gamma.ts'
import { normalLogSf, normalQuantile, normalSf } from '#server/kernel/numbers/normal.ts'
import { betaQuantile, chiSquareQuantile, studentQuantile } from '#server/kernel/numbers/quantiles.ts'
import type { GoldenFile } from './kind.ts'
import { Tally } from './tally.ts'
import type { GoldenOutcome, Tolerance } from './tally.ts'

type Arguments = readonly number[]

const FUNCTIONS: Record<string, (args: Arguments) => number> = {
  lgamma: ([x]) => logGamma(x),
  digamma: ([x]) => digamma(x),
  erf: ([x]) => errorFunction(x),
  erfc: ([x]) => complementaryErrorFunction(x),
  erfcx: ([x]) => scaledComplementaryErrorFunction(x),
  gammainc_p: ([a, x]) => gammaP(a, x),
  gammainc_q: ([a, x]) => gammaQ(a, x),
  betainc_i: ([a, b, x]) => betaI(a, b, x),
  betainc_sf: ([a, b, x]) => betaSf(a, b, x),
  norm_ppf: ([p]) => normalQuantile(p),
  chi2_ppf: ([p, k]) => chiSquareQuantile(p, k),
  beta_ppf: ([p, a, b]) => betaQuantile(p, a, b),
  t_ppf: ([p, k]) => studentQuantile(p, k),
  norm_sf: ([x]) => normalSf(x),
  chi2_sf: ([x, k]) => chiSquareSf(x, k),
  t_sf_two_sided: ([t, k]) => studentTwoSided(t, k),
  f_sf: ([f, numerator, denominator]) => fisherSf(f, numerator, denominator),
  kolmogorov_sf: ([x]) => kolmogorovSf(x),
}

/** Logarithms of the tails that underflow. */
const LOGARITHMS: Record<string, (args: Arguments) => number> = {
  norm_sf: ([x]) => normalLogSf(x),
  chi2_sf: ([x, k]) => chiSquareLogSf(x, k),
}

/** Central values to 1e-12, tails below 1e-100 to 1e-10; zeros of a function to the last bits of its neighbourhood. */
const tolerance = (want: number): Tolerance => ({ relative: Math.abs(want) < 1e-100 ? 1e-10 : 1e-12, absolute: Math.abs(want) < 1e-100 ? 0 : 1e-15 })

function compare(tally: Tally, name: string, args: Arguments, digits: string, log10: number | undefined): void {
  const check = tally.case(`${name}(${args.join(', ')})`)
  const known = FUNCTIONS[name]
  const want = Number(digits)
  if (!known) check('function', 'unknown', name)
  else if (want < 1e-300 && want >= 0 && log10 !== undefined && LOGARITHMS[name]) check('log10', LOGARITHMS[name](args) / Math.LN10, log10, { relative: 1e-12 })
  else check('value', known(args), want, tolerance(want))
}

/** Special functions against 25 digits of mpmath. */
export function specialFunctions({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { fn, args, digits } of content.cases as { fn: string; args: number[]; digits: string }[]) compare(tally, fn, args, digits, undefined)
  return tally.outcome()
}

/** Survival functions against 25 digits of mpmath. */
export function tails({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { kind, args, digits, log10_p: log10 } of content.cases as { kind: string; args: number[]; digits: string; log10_p: number }[])
    compare(tally, kind, args, digits, log10)
  return tally.outcome()
}
