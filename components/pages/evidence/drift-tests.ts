import type { FeatureDrift } from '#server/kernel/drift/drift-result.ts'
import { UNDEFINED_REASONS, type UndefinedReason } from '#server/kernel/numbers/measure.ts'
import { formatMetric, formatP, formatPercent, plural } from '../../ui/format.ts'

/** One test of a feature, ready for a table. */
export interface DriftTestRow {
  readonly name: string
  readonly statistic: number | null
  /** Null: a size, not a test. */
  readonly pValue: number | null
  readonly note: string
}

const NAMES: Record<string, string> = {
  ks: 'Kolmogorov–Smirnov',
  chiSquare: 'χ² of homogeneity',
  psi: 'Population stability index',
  wasserstein: 'Wasserstein distance',
  missing: 'Share without a usable value',
  g: 'G of homogeneity',
  fisher: 'Fisher exact',
  jensenShannon: 'Jensen–Shannon distance',
  hellinger: 'Hellinger distance',
  kullbackLeibler: 'Kullback–Leibler divergence',
  totalVariation: 'Total variation distance',
  energy: 'Energy distance',
  andersonDarling: 'Anderson–Darling',
  cramerVonMises: 'Cramér–von Mises',
  mannWhitney: 'Mann–Whitney U',
  welch: 'Welch t',
  student: 'Student t',
  z: 'z of means',
  levene: 'Levene, around the median',
  maximumMeanDiscrepancy: 'Maximum mean discrepancy',
}

/** `cramerV` → `Cramer v`: for a test this list does not know yet. */
const spelled = (key: string): string => {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const testName = (key: string): string => NAMES[key] ?? spelled(key)

const numberAt = (value: object, key: string): number | null => {
  const found: unknown = Reflect.get(value, key)
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

function noteOf({ tests }: FeatureDrift, key: string): string {
  if (key === 'ks' && tests.ks) return tests.ks.method === 'none' ? 'one side has no value' : `${tests.ks.method} law`
  if (key === 'psi') return `${plural(tests.psi.bins, 'bin')} frozen on the reference`
  if (key === 'wasserstein' && tests.wasserstein)
    return tests.wasserstein.scaled === null
      ? 'in the unit of the feature'
      : `in the unit of the feature; ${formatMetric(tests.wasserstein.scaled)} robust standard deviations`
  if (key === 'missing' && tests.missing)
    return `${formatPercent(tests.missing.reference)} before, ${formatPercent(tests.missing.current)} now; ${tests.missing.method === 'fisher' ? 'Fisher exact' : 'χ²'}`
  if (key === 'chiSquare' && tests.chiSquare) {
    const { degreesOfFreedom, pooled, permutation } = tests.chiSquare
    const freedom = plural(degreesOfFreedom, 'degree of freedom', 'degrees of freedom')
    if (!pooled) return freedom
    const categories = plural(pooled.categories, 'category', 'categories')
    return permutation
      ? `${freedom}; rare categories put into one: p ${formatP(pooled.pValue)} of ${categories}; of the full table p ${formatP(permutation.pValue)} by ${plural(permutation.replicates, 'permutation')}; twice the smaller decides`
      : `${freedom}; rare categories put into one: p of ${categories} decides`
  }
  if (key === 'fisher' && tests.fisher && 'statistic' in tests.fisher && tests.fisher.statistic === null) return 'odds ratio without bound'
  return ''
}

/** Why a test that was asked for has no value. */
function whyNot(test: object): string | null {
  const reason: unknown = Reflect.get(test, 'undefined')
  return typeof reason === 'string' ? (reason in UNDEFINED_REASONS ? UNDEFINED_REASONS[reason as UndefinedReason] : reason) : null
}

/** Every test and size that was measured of a feature, those with a p-value first. */
export function driftTests(feature: FeatureDrift): DriftTestRow[] {
  const rows = Object.entries(feature.tests).flatMap(([key, test]): DriftTestRow[] => {
    if (typeof test !== 'object' || test === null) return []
    const statistic =
      key === 'missing' && feature.tests.missing
        ? feature.tests.missing.current - feature.tests.missing.reference
        : (numberAt(test, 'statistic') ?? numberAt(test, 'value'))
    const pValue = numberAt(test, 'decidingPValue') ?? numberAt(test, 'pValue')
    return [{ name: testName(key), statistic, pValue, note: whyNot(test) ?? noteOf(feature, key) }]
  })
  return rows.toSorted((a, b) => Number(a.pValue === null) - Number(b.pValue === null))
}
