import { ksExactPValue } from '#server/kernel/drift/ks-exact.ts'
import { ksAsymptoticPValue } from '#server/kernel/drift/ks-test.ts'
import { sortedDistances } from '#server/kernel/drift/sorted-distances.ts'
import { andersonDarlingTablePValue, andersonDarlingTest } from '#server/kernel/drift/tests/anderson-darling-test.ts'
import { cramerVonMisesExact, cramerVonMisesTest, cramerVonMisesU } from '#server/kernel/drift/tests/cramer-von-mises-test.ts'
import { leveneTest } from '#server/kernel/drift/tests/levene-test.ts'
import { mannWhitneyExact, mannWhitneyTest } from '#server/kernel/drift/tests/mann-whitney-test.ts'
import { maximumMeanDiscrepancy, medianDistance } from '#server/kernel/drift/tests/maximum-mean-discrepancy.ts'
import { studentTest, welchTest, zTest } from '#server/kernel/drift/tests/mean-tests.ts'
import type { TwoSampleTest } from '#server/kernel/drift/tests/two-sample-test.ts'
import { kolmogorovLogSf, kolmogorovSf, studentLogTwoSided } from '#server/kernel/numbers/distributions.ts'
import { normalLogSf } from '#server/kernel/numbers/normal.ts'
import { goldenNumber } from './tally.ts'
import type { Check, Tolerance } from './tally.ts'

type Fields = Record<string, unknown>
export type TwoSampleGolden = { tied: boolean; w1: unknown; energy: unknown } & Record<
  'ks' | 'mwu' | 'welch' | 'student' | 'z' | 'levene' | 'ad' | 'cvm' | 'mmd',
  Fields | null | undefined
>

const STATISTIC = { absolute: 1e-12, relative: 1e-12 }
const P = { relative: 1e-8, absolute: 1e-290 }

/** Compares where the library has a number: what is null or NaN there has no right answer to compare with. */
function checkNumber(check: Check, name: string, got: number | null, want: unknown, tolerance: Tolerance): void {
  const expected = goldenNumber(want)
  if (expected !== undefined && !Number.isNaN(expected)) check(name, got, expected, tolerance)
}

/** A p-value that underflows is compared by its logarithm. */
function checkP(check: Check, name: string, got: number, fields: Fields, logP: () => number, key = 'p'): void {
  const log10 = goldenNumber(fields[`log10_${key}`])
  if (log10 === undefined) checkNumber(check, name, got, fields[key], P)
  else check(`log10 ${name}`, logP() / Math.LN10, log10, { relative: 1e-10 })
}

/** Kolmogorov-Smirnov, Wasserstein and the energy distance. */
export function checkDistances(check: Check, golden: TwoSampleGolden, first: Float64Array, second: Float64Array): void {
  const [n, m] = [first.length, second.length]
  const { ks, wasserstein, energySquared } = sortedDistances(first, second)
  const want = golden.ks ?? {}
  check('ks.d', ks.statistic, want.d, { absolute: 1e-14 })
  check('ks.d_greater', ks.above / (n * m), want.d_greater, { absolute: 1e-14 })
  check('ks.d_less', ks.below / (n * m), want.d_less, { absolute: 1e-14 })
  // Where both sides reach as far, or several places do, rounding chooses in SciPy.
  if (ks.above !== ks.below) check('ks.sign', ks.sign, want.sign)
  const upTo = (values: Float64Array): number => values.filter((value) => value <= Number(want.loc)).length
  check('ks.loc', Math.abs(upTo(first) * m - upTo(second) * n), ks.gap)
  checkNumber(check, 'ks.p_exact', ksExactPValue(n, m, ks.gap), want.p_exact, P)
  checkNumber(check, 'ks.p_asymp', ksAsymptoticPValue(n, m, ks.statistic), want.p_asymp, P)
  const scaled = Math.sqrt((n * m) / (n + m)) * ks.statistic
  checkP(check, 'ks.p_kolmogorov', kolmogorovSf(scaled), want, () => kolmogorovLogSf(scaled), 'p_kolmogorov')
  checkNumber(check, 'w1', wasserstein, golden.w1, STATISTIC)
  const energy = goldenNumber(golden.energy)
  const span = Math.max(first[n - 1], second[m - 1]) - Math.min(first[0], second[0])
  if (energy !== undefined) check('energy²', energySquared, energy * energy, { relative: 1e-12, absolute: 1e-15 * span })
}

/** How far SciPy's own rounding can move a t statistic: the rounding of the values against their spread and against the standard error. */
function roundingOf(first: Float64Array, second: Float64Array): { relative: number; absolute: number } {
  const noise = [first, second].map((values) => 2 ** -50 * Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1])))
  const spread = [first, second].map((values) => Math.sqrt(values.reduce((sum, value) => sum + ((value - values[0]) / values.length) * (value - values[0]), 0)))
  const error = Math.hypot(spread[0] / Math.sqrt(first.length), spread[1] / Math.sqrt(second.length))
  return { relative: Math.max(...noise) / Math.max(...spread), absolute: Math.max(...noise) / error }
}

type MeanTest = { name: string; got: TwoSampleTest; fields: Fields | null | undefined; key: string; p: string; logP: (statistic: number) => number }

/** Statistic and p-value of a test of means against SciPy's, as far as those have digits. */
function checkMeanTest(check: Check, { name, got, fields, key, p, logP }: MeanTest, rounding: { relative: number; absolute: number }): void {
  const statistic = goldenNumber(fields?.[key])
  // Without a spread to measure by, SciPy divides by 0: NaN, or ±∞ where the means differ.
  if (!fields || statistic === undefined || !Number.isFinite(statistic)) return
  if ('undefined' in got) return check(`${name}.${key}`, got.undefined, statistic)
  const absolute = 1e-12 + rounding.absolute
  check(`${name}.${key}`, got.statistic, statistic, { relative: 1e-9 + rounding.relative, absolute: absolute + rounding.relative * Math.abs(statistic) })
  // A p-value follows its statistic: d ln p ≈ -t dt.
  const moved = Math.abs(got.statistic - statistic)
  if (moved * (1 + Math.abs(statistic)) < 1e-3) {
    const wanted = goldenNumber(fields[p])
    if (goldenNumber(fields[`log10_${p}`]) === undefined && wanted !== undefined && moved > 0)
      check(`${name}.${p}`, got.pValue, wanted, { relative: 1e-8 + 4 * moved * (1 + Math.abs(statistic)), absolute: 1e-290 })
    else checkP(check, `${name}.${p}`, got.pValue, fields, () => logP(got.statistic), p)
  }
}

function checkMeans(check: Check, { welch, student, z }: TwoSampleGolden, first: Float64Array, second: Float64Array): void {
  const got = welchTest(first, second)
  const exact = goldenNumber(welch?.t_exact)
  const degrees = 'undefined' in got ? 1 : got.degreesOfFreedom
  if (exact !== undefined) {
    if ('undefined' in got) check('welch.t_exact', got.undefined, exact)
    else {
      check('welch.t_exact', got.statistic, exact, { relative: 1e-9, absolute: 1e-300 })
      check('welch.df_exact', degrees, goldenNumber(welch?.df_exact), { relative: 1e-9 })
      checkNumber(check, 'welch.p_exact_t', got.pValue, welch?.p_exact_t, { relative: 1e-8 + 1e-14 * exact * exact, absolute: 1e-290 })
    }
  }
  // Values whose rounding is not small against their spread: only the exact statistic counts.
  const scipy = goldenNumber(welch?.t)
  if (exact !== undefined && !(scipy !== undefined && Math.abs(scipy - exact) <= 1e-9 * Math.abs(exact))) return
  const rounding = roundingOf(first, second)
  if (!(rounding.relative < 1e-3)) return
  const normal = (statistic: number): number => Math.LN2 + normalLogSf(Math.abs(statistic))
  const df = first.length + second.length - 2
  // Beyond 1e154 and below 1e-154 SciPy's degrees of freedom overflow, and it takes 1.
  const sure = Math.abs((goldenNumber(welch?.df) ?? NaN) - degrees) <= 1e-9 * degrees + rounding.relative
  const tests: MeanTest[] = [
    { name: 'welch', got, fields: sure ? welch : null, key: 't', p: 'p', logP: (t) => studentLogTwoSided(t, degrees) },
    {
      name: 'student',
      got: studentTest(first, second),
      fields: first.length > 1 && second.length > 1 ? student : null,
      key: 't',
      p: 'p',
      logP: (t) => studentLogTwoSided(t, df),
    },
    { name: 'z', got: zTest(first, second), fields: z, key: 'z', p: 'p', logP: normal },
    { name: 'z', got: zTest(first, second, 'pooled'), fields: z, key: 'z_pooled', p: 'p_pooled', logP: normal },
  ]
  for (const test of tests) checkMeanTest(check, test, rounding)
}

function checkRanks(check: Check, { mwu, cvm, ad }: TwoSampleGolden, first: Float64Array, second: Float64Array): void {
  const [n, m] = [first.length, second.length]
  if (mwu) {
    const got = mannWhitneyTest(first, second)
    check('mwu.u', got.statistic, mwu.u)
    check('mwu.u2', n * m - got.statistic, mwu.u2)
    checkP(check, 'mwu.p_asymp_cc', got.pValue, mwu, () => Math.LN2 + normalLogSf(got.z ?? 0), 'p_asymp_cc')
    checkNumber(check, 'mwu.p_asymp_nocc', mannWhitneyTest(first, second, 0).pValue, mwu.p_asymp_nocc, P)
    checkNumber(check, 'mwu.p_less_cc', got.less, mwu.p_less_cc, P)
    checkNumber(check, 'mwu.p_greater_cc', got.greater, mwu.p_greater_cc, P)
    // Evidently lets SciPy choose, which takes the exact law for few values without ties.
    if (got.tied || Math.min(n, m) > 8) checkNumber(check, 'mwu.p_evidently', got.less, mwu.p_evidently, P)
    if (mwu.p_exact !== undefined) checkNumber(check, 'mwu.p_exact', mannWhitneyExact(n, m, got.statistic), mwu.p_exact, P)
  }
  if (cvm && n > 1 && m > 1) {
    const got = cramerVonMisesTest(first, second)
    checkNumber(check, 'cvm.t', got.statistic, cvm.t, STATISTIC)
    // SciPy ends its series at a term below 1e-7, which matters where it converges slowly.
    checkNumber(check, 'cvm.p_asymp', got.pValue, cvm.p_asymp, { relative: 1e-8, absolute: got.statistic < 0.5 ? 1e-12 : 2e-8 * Math.sqrt(got.statistic) })
    if (cvm.p_exact !== undefined) checkNumber(check, 'cvm.p_exact', cramerVonMisesExact(n, m, cramerVonMisesU(first, second)), cvm.p_exact, P)
  }
  if (ad === undefined) return
  const got = andersonDarlingTest(first, second)
  const a2 = goldenNumber(ad?.a2)
  if (!ad || a2 === undefined || Number.isNaN(a2) || n + m < 4) check('ad has a value', 'undefined' in got, true)
  else if ('undefined' in got) check('ad.a2', got.undefined, a2)
  else {
    check('ad.a2', got.statistic, a2, { absolute: 1e-11 * Math.max(1, Math.abs(a2)) })
    const table = andersonDarlingTablePValue(got.statistic)
    check('ad.p', table, ad.p, { relative: 1e-8 })
    check('ad.clipped', table === 0.25 ? 'cap' : table === 0.001 ? 'floor' : null, ad.clipped ?? null)
  }
}

/** Tests of means, spreads and ranks, and the maximum mean discrepancy. */
export function checkTests(check: Check, golden: TwoSampleGolden, first: Float64Array, second: Float64Array): void {
  check('tied', mannWhitneyTest(first, second).tied, golden.tied)
  checkMeans(check, golden, first, second)
  checkRanks(check, golden, first, second)
  const { levene, mmd } = golden
  const w = goldenNumber(levene?.w)
  const spread = leveneTest(first, second)
  if (levene && w !== undefined && Number.isFinite(w)) {
    if ('undefined' in spread) check('levene of so few values', Math.max(first.length, second.length) < 3, true)
    else {
      check('levene.w', spread.statistic, w, STATISTIC)
      checkNumber(check, 'levene.p', spread.pValue, levene.p, { relative: 1e-8, absolute: 1e-290 })
    }
  }
  if (!mmd) return
  const width = medianDistance(first, second)
  checkNumber(check, 'mmd.sigma_median', width, mmd.sigma_median, STATISTIC)
  checkNumber(check, 'mmd.u_median', maximumMeanDiscrepancy(first, second, width), mmd.u_median, STATISTIC)
  checkNumber(check, 'mmd.u_sigma1', maximumMeanDiscrepancy(first, second, 1), mmd.u_sigma1, STATISTIC)
}
