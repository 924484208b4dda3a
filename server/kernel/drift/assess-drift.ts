import { benjaminiHochberg } from '../numbers/multiple-testing.ts'
import { rowsOf } from '../table/column.ts'
import { compareFeature } from './compare-feature.ts'
import type { FeatureSample } from './compare-feature.ts'
import { describeDrift } from './describe-drift.ts'
import { chooseRows } from './multivariate/binned-rows.ts'
import type { ChosenRows } from './multivariate/binned-rows.ts'
import { domainClassifier } from './multivariate/domain-classifier.ts'
import { FURTHER_TESTS } from './tests/further-tests.ts'
import type { FurtherTest } from './tests/further-tests.ts'
import type { DriftParameters, DriftResult, DriftVerdict, FeatureComparison, FeatureDrift } from './drift-result.ts'

/** A feature with how its two samples compare. */
export type ComparedFeature = { feature: string; comparison: FeatureComparison }

/** What counts as drift. */
export type DriftThresholds = {
  /** False discovery rate over the features (0.05). */
  alpha?: number
  /** Stability index, beyond chance, from which a significant change matters (0.1). */
  psiFloor?: number
  /** Share of rows moved from which a significant change matters (0.1). */
  movedShareFloor?: number
  /** Usable values each side must have (30). */
  minimumRows?: number
}

export type DriftOptions = DriftThresholds & {
  /** Names of further tests to make, of `FURTHER_TESTS`; they are shown and do not decide. */
  tests?: readonly string[]
  /** Whether to ask a classifier about all features together (true). */
  multivariate?: boolean
}

function furtherTests(names: readonly string[]): FurtherTest[] {
  const unknown = names.filter((name) => !FURTHER_TESTS.some((known) => known === name))
  if (unknown.length > 0) throw new RangeError(`unknown tests ${unknown.join(', ')}; known are ${FURTHER_TESTS.join(', ')}`)
  return FURTHER_TESTS.filter((known) => names.includes(known))
}

type Judged = { feature: string; comparison: FeatureComparison; enough: boolean; pValue: number | null }

/** One p-value for the tests of a feature: Bonferroni over values and missing share, where there is any. */
function judge(feature: string, comparison: FeatureComparison, minimumRows: number): Judged {
  const { reference, current, tests, valuePValue } = comparison
  const enough = Math.min(reference.n, current.n) >= minimumRows
  const rows = Math.min(reference.n + reference.missing, current.n + current.missing)
  const pValues = enough ? [valuePValue] : []
  if (tests.missing && rows >= minimumRows) pValues.push(tests.missing.pValue)
  const pValue = pValues.length === 0 ? null : Math.min(1, Math.min(...pValues) * pValues.length)
  return { feature, comparison, enough, pValue }
}

/** Only what a test finds significant by itself counts as moved: the other number is noise. */
function movedShare({ comparison, enough }: Judged, alpha: number): number {
  const { tests, valuePValue } = comparison
  const values = enough && valuePValue <= alpha ? comparison.movedShare : 0
  const missing = tests.missing && tests.missing.pValue <= alpha ? Math.abs(tests.missing.current - tests.missing.reference) : 0
  return Math.max(values, missing)
}

function verdictOf(judged: Judged, adjusted: number | null, matters: boolean, alpha: number): DriftVerdict {
  if (adjusted !== null && adjusted <= alpha) return matters ? 'drift' : judged.enough ? 'too-small-to-matter' : 'not-enough-data'
  return judged.enough ? 'stable' : 'not-enough-data'
}

function overall(verdicts: readonly DriftVerdict[]): DriftVerdict {
  for (const verdict of ['drift', 'too-small-to-matter', 'stable'] as const) if (verdicts.includes(verdict)) return verdict
  return 'not-enough-data'
}

/**
 * Has the distribution of any feature changed between reference and current?
 *
 * A feature drifts when the change is significant (Kolmogorov-Smirnov for numbers, χ² homogeneity for categories, a test of the missing
 * share for both; false discovery rate `alpha` over all features by Benjamini-Hochberg) and large enough to matter: a
 * stability index of `psiFloor` beyond chance (0.1 is where credit scoring begins to look: Siddiqi, "Credit Risk Scorecards", 2006),
 * or `movedShareFloor` of the rows moved. Significance alone would report any difference once there are enough rows;
 * size alone would report noise while there are few. A feature with fewer than `minimumRows` usable values on a side
 * is not judged, except for its missing share.
 */
export function judgeDrift(compared: readonly ComparedFeature[], thresholds: DriftThresholds = {}): DriftResult {
  const { alpha = 0.05, psiFloor = 0.1, movedShareFloor = 0.1, minimumRows = 30 } = thresholds
  const tests = FURTHER_TESTS.filter((name) => compared.some(({ comparison }) => comparison.tests[name]))
  const parameters: DriftParameters = { alpha, correction: 'benjamini-hochberg', psiFloor, movedShareFloor, minimumRows, tests }
  const judged = compared.map(({ feature, comparison }) => judge(feature, comparison, minimumRows))
  const withP = judged.filter(({ pValue }) => pValue !== null)
  const adjustedOf = new Map(benjaminiHochberg(withP.map(({ pValue }) => pValue ?? 1)).map((p, index) => [withP[index], p]))
  const features = judged.map((each): FeatureDrift => {
    const { feature, comparison, pValue } = each
    const { type, reference, current, histogram, psiExcess } = comparison
    const adjustedPValue = adjustedOf.get(each) ?? null
    const effect = { movedShare: movedShare(each, alpha), psiExcess }
    const matters = effect.psiExcess >= psiFloor || effect.movedShare >= movedShareFloor
    const verdict = verdictOf(each, adjustedPValue, matters, alpha)
    const found = { feature, type, verdict, reference, current, tests: comparison.tests, pValue, adjustedPValue, effect, histogram }
    return { ...found, detail: describeDrift(found, parameters) }
  })
  const [first] = compared.map(({ comparison }) => comparison)
  const binned = compared.flatMap(({ feature, comparison: { rows } }) => (rows ? [{ feature, rows }] : []))
  const together = binned.length === compared.length ? domainClassifier(binned) : undefined
  return {
    reference: { n: first ? first.reference.n + first.reference.missing : 0 },
    current: { n: first ? first.current.n + first.current.missing : 0 },
    verdict: overall(features.map(({ verdict }) => verdict)),
    features,
    ...(together ? { multivariate: together } : {}),
    parameters,
  }
}

/** Rows for a classifier of all features, where they have the same numbers of rows. */
function rowsTogether(samples: readonly FeatureSample[]): ChosenRows | undefined {
  const [first, ...others] = samples.map(({ reference, current }) => ({ reference: rowsOf(reference), current: rowsOf(current) }))
  if (!first || others.some(({ reference, current }) => reference !== first.reference || current !== first.current)) return undefined
  return chooseRows(samples.length, first)
}

/**
 * `judgeDrift` of features whose samples are all in memory.
 *
 * @throws RangeError for an unknown name in `tests`
 */
export function assessDrift(samples: readonly FeatureSample[], { tests = [], multivariate = true, ...thresholds }: DriftOptions = {}): DriftResult {
  const options = { tests: furtherTests(tests), together: multivariate ? rowsTogether(samples) : undefined }
  return judgeDrift(
    samples.map((sample) => ({ feature: sample.feature, comparison: compareFeature(sample, options) })),
    thresholds,
  )
}
