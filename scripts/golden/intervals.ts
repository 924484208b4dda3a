import { logitInterval } from '#server/kernel/intervals/bounded.ts'
import { Z95 } from '#server/kernel/intervals/interval.ts'
import type { Interval } from '#server/kernel/intervals/interval.ts'
import { koopman, miettinenNurminenRatio } from '#server/kernel/intervals/koopman.ts'
import { mee, miettinenNurminen } from '#server/kernel/intervals/miettinen-nurminen.ts'
import { newcombe } from '#server/kernel/intervals/newcombe.ts'
import { agrestiCaffo, agrestiCoull, clopperPearson, jeffreys, katz, katzAdjusted, wald, waldDifference } from '#server/kernel/intervals/proportion.ts'
import { wilson } from '#server/kernel/intervals/wilson.ts'
import { normalUpperQuantile } from '#server/kernel/numbers/normal.ts'
import { comparePairedAreas, compareUnpairedAreas } from '#server/kernel/performance/compare-roc-auc.ts'
import { rankTable } from '#server/kernel/performance/rank-table.ts'
import { delongVariance, rocAuc } from '#server/kernel/performance/roc-auc.ts'
import { valueOf } from './fairness.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome, Tolerance } from './tally.ts'

type Check = (what: string, got: unknown, want: unknown, tolerance?: Tolerance) => void
type Proportion = { x: number; n: number; alpha: number } & Record<string, unknown>
type Pair = { x1: number; n1: number; x2: number; n2: number; alpha: number } & Record<string, unknown>

const OF_PROPORTIONS = { wilson, clopper_pearson: clopperPearson, agresti_coull: agrestiCoull, jeffreys, wald }
const OF_DIFFERENCES = { newcombe, wald: waldDifference, agresti_caffo: agrestiCaffo, miettinen_nurminen: miettinenNurminen, mee }
const OF_RATIOS = { katz, katz_adjusted_half: katzAdjusted, koopman, mn_ratio: miettinenNurminenRatio }

/** An interval, or none where the function refuses the counts. */
function tried(of: () => Interval): Interval | undefined {
  try {
    return of()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function compareEnds(check: Check, name: string, got: Interval | undefined, want: unknown, tolerance: Tolerance): void {
  const ends: unknown[] = Array.isArray(want) ? want : [undefined, undefined]
  check(`${name} lower`, got?.lower, goldenNumber(ends[0]), tolerance)
  check(`${name} upper`, got?.upper, goldenNumber(ends[1]), tolerance)
}

/** Intervals of proportions, of their differences and of their ratios. */
export function intervals({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.proportions as Proportion[]) {
    const { x, n, alpha } = golden
    const check = tally.case(`${x}/${n} at ${alpha}`)
    for (const [name, of] of Object.entries(OF_PROPORTIONS))
      if (name in golden) compareEnds(check, name, of(x, n, normalUpperQuantile(alpha / 2)), golden[name], { absolute: 1e-9 })
  }
  for (const golden of content.pairs as Pair[]) {
    const { x1, n1, x2, n2, alpha } = golden
    const z = normalUpperQuantile(alpha / 2)
    const check = tally.case(`${x1}/${n1} and ${x2}/${n2} at ${alpha}`)
    for (const [name, of] of Object.entries(OF_DIFFERENCES))
      if (name in golden) compareEnds(check, name, of(x1, n1, x2, n2, z), golden[name], { absolute: 1e-9 })
    for (const [name, of] of Object.entries(OF_RATIOS)) {
      if (!(name in golden)) continue
      const got = tried(() => of(x1, n1, x2, n2, z))
      compareEnds(check, name, got, golden[name], { relative: 1e-8, absolute: 1e-12 })
    }
    check('difference', x1 / n1 - x2 / n2, goldenNumber(golden.diff), { absolute: 1e-12 })
    if (x2 > 0) check('ratio', x1 / n1 / (x2 / n2), goldenNumber(golden.ratio), { relative: 1e-12 })
  }
  return tally.outcome()
}

type Halves = Record<'auc_a' | 'auc_b' | 'var_a' | 'var_b' | 'diff', unknown> & { ci: unknown }
type Delong = { id: string; y: string; s1: number[]; s2: number[]; groups_first_half_vs_second?: Halves } & Record<string, unknown>

/** What rounding leaves of none. */
const NO_VARIANCE = 1e-15
const TIGHT = { relative: 1e-12, absolute: 1e-12 }

/** Two halves of the rows as two groups. */
function unpaired(check: Check, want: Halves, scores: Float64Array, truth: Uint8Array): void {
  const half = (first: boolean) => ({
    scores: first ? scores.slice(0, scores.length >> 1) : scores.slice(scores.length >> 1),
    truth: first ? truth.slice(0, truth.length >> 1) : truth.slice(truth.length >> 1),
  })
  const got = compareUnpairedAreas(half(true), half(false))
  check('half a', got.areas[0], goldenNumber(want.auc_a), TIGHT)
  check('half b', got.areas[1], goldenNumber(want.auc_b), TIGHT)
  check('half a variance', got.variances[0], goldenNumber(want.var_a), TIGHT)
  check('half b variance', got.variances[1], goldenNumber(want.var_b), TIGHT)
  check('halves difference', got.difference, goldenNumber(want.diff), TIGHT)
  // An interval of no width is none: two areas without variance cannot be told apart from chance.
  check('halves are tested', got.test !== null, (goldenNumber(want.var_a) ?? 0) + (goldenNumber(want.var_b) ?? 0) > NO_VARIANCE)
  if (got.test) compareEnds(check, 'halves', got.test.interval, want.ci, { absolute: 1e-9 })
}

/** Areas under the ROC curve, their variance and covariance, tests of their difference, Wald's and logit intervals. */
export function delong({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Delong[]) {
    const check = tally.case(golden.id)
    const truth = Uint8Array.from(golden.y, Number)
    const [one, other] = [Float64Array.from(golden.s1), Float64Array.from(golden.s2)]
    const got = comparePairedAreas(truth, one, other)
    for (const [i, scores] of [one, other].entries()) {
      const table = rankTable(scores, truth)
      check(`auc${i + 1}`, valueOf(rocAuc(table)), goldenNumber(golden[`auc${i + 1}`]), TIGHT)
      check(`auc${i + 1} by placements`, got.areas[i], goldenNumber(golden[`auc${i + 1}`]), TIGHT)
      check(`var${i + 1}`, delongVariance(table), goldenNumber(golden[`var${i + 1}`]), TIGHT)
      check(`var${i + 1} by placements`, got.variances[i], goldenNumber(golden[`var${i + 1}`]), TIGHT)
    }
    check('covariance', got.covariance, goldenNumber(golden.cov), TIGHT)
    check('difference', got.difference, goldenNumber(golden.diff), TIGHT)
    check('variance of the difference', got.variance, goldenNumber(golden.var_diff), TIGHT)
    // Without variance there is nothing to test, and only then.
    check('is tested', got.test !== null, (goldenNumber(golden.var_diff) ?? 0) > NO_VARIANCE)
    check('z', got.test?.z, goldenNumber(golden.z), { relative: 1e-12, absolute: 1e-12 })
    check('p', got.test?.pValue, goldenNumber(golden.p), { relative: 1e-8 })
    compareEnds(check, 'difference', got.test?.interval, golden.ci_diff, { absolute: 1e-9 })
    const [area, error] = [got.areas[0], Math.sqrt(got.variances[0])]
    compareEnds(check, 'wald', { lower: area - Z95 * error, upper: area + Z95 * error }, golden.ci1_wald, { absolute: 1e-9 })
    const logit = logitInterval(area, error, truth.length, 'logit')
    compareEnds(check, 'logit', logit.method === 'logit' ? logit : undefined, golden.ci1_logit, { absolute: 1e-9 })
    if (golden.groups_first_half_vs_second) unpaired(check, golden.groups_first_half_vs_second, one, truth)
  }
  return tally.outcome()
}
