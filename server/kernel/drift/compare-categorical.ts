import { asCodes } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import { chiSquareTest, poolSparse } from './chi-square-test.ts'
import { shares, totalVariation } from './divergence.ts'
import { categoryHistogram } from './drift-histogram.ts'
import type { FeatureComparison } from './drift-result.ts'
import { sparseTableTest } from './sparse-table-test.ts'
import { shareTest } from './share-test.ts'
import { furtherCategoricalTests } from './tests/further-tests.ts'
import type { FurtherTest } from './tests/further-tests.ts'
import { stabilityOf } from './stability-of.ts'

type Tally = { names: string[]; counts: [number[], number[]]; missing: [number, number] }

/** Counts per category of both columns, by the text of their values. */
function tallyCategories(columns: readonly [Column, Column]): Tally {
  const indexOf = new Map<string, number>()
  const tally: Tally = { names: [], counts: [[], []], missing: [0, 0] }
  columns.forEach((column, side) => {
    const { codes, names } = asCodes(column)
    const own = new Float64Array(names.length)
    for (const code of codes) {
      if (code < 0) tally.missing[side]++
      else own[code]++
    }
    own.forEach((count, code) => {
      if (count === 0) return
      let index = indexOf.get(names[code])
      if (index === undefined) {
        index = tally.names.push(names[code]) - 1
        indexOf.set(names[code], index)
        tally.counts[0].push(0)
        tally.counts[1].push(0)
      }
      tally.counts[side][index] += count
    })
  })
  return tally
}

/** The total variation that chance gives on average: half the sum of the mean absolute differences of the shares. */
function chanceVariation(reference: readonly number[], current: readonly number[], n: number, m: number): number {
  const spread = (2 / Math.PI) * (1 / n + 1 / m)
  const sum = reference.reduce((total, count, k) => {
    const share = (count + current[k]) / (n + m)
    return total + Math.sqrt(spread * share * (1 - share))
  }, 0)
  return sum / 2
}

/** Rare categories that hold more of the rows than this could hide a change that matters when they are pooled. */
const RARE_SHARE = 0.05

/** Compares two samples of a categorical feature: χ² homogeneity, stability index, missing share, and the `further` tests named. */
export function compareCategorical(referenceColumn: Column, currentColumn: Column, further: readonly FurtherTest[] = []): FeatureComparison {
  const { names, counts, missing } = tallyCategories([referenceColumn, currentColumn])
  const [reference, current] = counts
  const [n, m] = counts.map((side) => side.reduce((sum, count) => sum + count, 0))
  const psi = stabilityOf([...reference, missing[0]], [...current, missing[1]], names.length)
  const both = n > 0 && m > 0
  const chiSquare: NonNullable<FeatureComparison['tests']['chiSquare']> = { statistic: null, pValue: 1, degreesOfFreedom: 0 }
  let movedShare = 0
  if (both) {
    const { minimumExpected, ...full } = chiSquareTest(reference, current)
    Object.assign(chiSquare, full)
    if (minimumExpected < 5) {
      const table = poolSparse(reference, current)
      const { statistic, pValue } = chiSquareTest(table.reference, table.current)
      chiSquare.pooled = { statistic, pValue, categories: table.reference.length }
      chiSquare.decidingPValue = pValue
      if (Math.max(table.rare.reference / n, table.rare.current / m) > RARE_SHARE) {
        chiSquare.permutation = sparseTableTest(reference, current)
        chiSquare.decidingPValue = Math.min(1, 2 * pValue, 2 * chiSquare.permutation.pValue)
      }
    }
    const moved = totalVariation(shares(reference), shares(current))
    movedShare = Math.sqrt(Math.max(0, moved ** 2 - chanceVariation(reference, current, n, m) ** 2))
  }
  const tests: FeatureComparison['tests'] = { chiSquare, psi: psi.test, ...psi.distances }
  if (further.length > 0) Object.assign(tests, furtherCategoricalTests(further, reference, current))
  const rows = [n + missing[0], m + missing[1]]
  if (missing[0] + missing[1] > 0 && rows[0] > 0 && rows[1] > 0)
    tests.missing = shareTest({ hits: missing[0], rows: rows[0] }, { hits: missing[1], rows: rows[1] })
  return {
    type: 'categorical',
    reference: { n, missing: missing[0] },
    current: { n: m, missing: missing[1] },
    tests,
    valuePValue: chiSquare.decidingPValue ?? chiSquare.pValue,
    movedShare,
    psiExcess: psi.excess,
    histogram: categoryHistogram(names, reference, current),
  }
}
