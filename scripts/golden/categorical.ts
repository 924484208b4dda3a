import { chiSquareTest } from '#server/kernel/drift/chi-square-test.ts'
import { cramersV, goodnessOfFit, gTest, yatesTest } from '#server/kernel/drift/tests/contingency-tests.ts'
import { chiSquareLogSf } from '#server/kernel/numbers/distributions.ts'
import { checkDivergences } from './continuous.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { Check, GoldenOutcome } from './tally.ts'

type Fields = Record<string, unknown>
type Case = { id: string; ref: number[]; cur: number[] } & Fields

const STATISTIC = { absolute: 1e-12, relative: 1e-12 }

/** A p-value that underflows is compared by its logarithm. */
function checkP(check: Check, name: string, got: { statistic: number; pValue: number; degreesOfFreedom: number }, fields: Fields, key: string): void {
  const log10 = goldenNumber(fields.log10_p)
  if (log10 === undefined) check(`${name}.${key}`, got.pValue, goldenNumber(fields[key]), { relative: 1e-8, absolute: 1e-300 })
  else check(`${name}.log10_p`, chiSquareLogSf(got.statistic, got.degreesOfFreedom) / Math.LN10, log10, { relative: 1e-10 })
}

function checkTests(check: Check, golden: Fields, reference: readonly number[], current: readonly number[]): void {
  const chiSquare = chiSquareTest(reference, current)
  const chi2 = golden.chi2 as Fields | null
  if (chi2) {
    check('chi2.stat', chiSquare.statistic, goldenNumber(chi2.stat), STATISTIC)
    check('chi2.dof', chiSquare.degreesOfFreedom, chi2.dof)
    check('chi2.min_expected', chiSquare.minimumExpected, goldenNumber(chi2.min_expected), STATISTIC)
    checkP(check, 'chi2', chiSquare, chi2, 'p')
  }
  const g = golden.g as Fields | null
  if (g) {
    const got = gTest(reference, current)
    const exact = goldenNumber(g.stat_mp)
    check('g.stat', got.statistic, exact ?? goldenNumber(g.stat), { relative: 1e-10, absolute: 1e-25 })
    check('g.dof', got.degreesOfFreedom, g.dof)
    checkP(check, 'g', got, g, exact === undefined ? 'p' : 'p_mp')
  }
  const yates = golden.chi2_yates as Fields | null | undefined
  if (yates) {
    const got = yatesTest(reference, current)
    check('yates.stat', got.statistic, goldenNumber(yates.stat), STATISTIC)
    check('yates.p', got.pValue, goldenNumber(yates.p), { relative: 1e-8, absolute: 1e-300 })
  }
  const v = cramersV(chiSquare.statistic, reference, current)
  if (golden.cramers_v === null) check('cramers_v has a value', 'undefined' in v, true)
  else {
    // The root magnifies rounding next to 0: squares are compared.
    const square = (value: unknown): number => (goldenNumber(value) ?? NaN) ** 2
    check('cramers_v²', 'undefined' in v ? v.undefined : v.value ** 2, square(golden.cramers_v), STATISTIC)
    check('cramers_v_corrected²', 'undefined' in v ? v.undefined : v.corrected ** 2, square(golden.cramers_v_corrected), STATISTIC)
  }
  const fit = goodnessOfFit(reference, current)
  check('gof_stat', 'undefined' in fit ? Infinity : fit.statistic, goldenNumber(golden.gof_stat), STATISTIC)
}

/** Tests and distances of counts per category, over the categories that are not empty. */
export function categorical({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(golden.id)
    const kept = golden.ref.map((_, k) => k).filter((k) => golden.ref[k] + golden.cur[k] > 0)
    const [reference, current] = [golden.ref, golden.cur].map((counts) => kept.map((k) => counts[k]))
    checkTests(check, golden, reference, current)
    checkDivergences(check, golden, reference, current)
  }
  return tally.outcome()
}
