import { devianceTerm } from '../../numbers/deviance.ts'
import { chiSquareSf } from '../../numbers/distributions.ts'
import { undefinedBecause } from '../../numbers/measure.ts'
import type { Undefined } from '../../numbers/measure.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

type Counts = readonly number[]

const total = (counts: Counts): number => counts.reduce((sum, count) => sum + count, 0)
const columnsOf = (reference: Counts, current: Counts): number => reference.filter((count, k) => count + current[k] > 0).length

/**
 * The likelihood-ratio test of homogeneity of counts per category: 2 Σ o ln(o/e), over the columns that are not empty; each row must have a count. Summed from
 * terms that are never negative, so that nearly equal rows lose no digits.
 */
export function gTest(reference: Counts, current: Counts): { statistic: number; pValue: number; degreesOfFreedom: number } {
  const [n, m] = [total(reference), total(current)]
  let statistic = 0
  reference.forEach((count, k) => {
    const both = count + current[k]
    if (both === 0) return
    const difference = (count * m - current[k] * n) / (n + m)
    statistic += 2 * (devianceTerm(count, (both * n) / (n + m), difference) + devianceTerm(current[k], (both * m) / (n + m), -difference))
  })
  const degreesOfFreedom = Math.max(0, columnsOf(reference, current) - 1)
  if (degreesOfFreedom === 0) return { statistic: 0, pValue: 1, degreesOfFreedom }
  return { statistic, pValue: chiSquareSf(statistic, degreesOfFreedom), degreesOfFreedom }
}

/** The χ² test of a 2 × 2 table with Yates' correction: every difference from expectation shrunk by ½, at most to 0. No margin may be empty. */
export function yatesTest([a, b]: Counts, [c, d]: Counts): { statistic: number; pValue: number } {
  const all = a + b + c + d
  const difference = Math.abs((a * d - b * c) / all)
  const shrunk = difference - Math.min(0.5, difference)
  const statistic = shrunk ** 2 * (all / (a + b)) * (all / (c + d)) * (1 / (a + c) + 1 / (b + d))
  return { statistic, pValue: chiSquareSf(statistic, 1) }
}

/**
 * How strongly category and sample belong together, 0 to 1: Cramér's V from the χ² of homogeneity, and the same without its bias in small tables (W.
 * Bergsma, J. Korean Stat. Soc. 42, 2013).
 */
export function cramersV(chiSquare: number, reference: Counts, current: Counts): { value: number; corrected: number } | Undefined {
  const columns = columnsOf(reference, current)
  const all = total(reference) + total(current)
  if (columns < 2) return undefinedBecause('no-variation')
  const excess = Math.max(0, chiSquare / all - (columns - 1) / (all - 1))
  const least = Math.min(columns - (columns - 1) ** 2 / (all - 1), 2 - 1 / (all - 1)) - 1
  return { value: Math.sqrt(chiSquare / all), corrected: least > 0 ? Math.sqrt(excess / least) : 0 }
}

/**
 * Goodness of fit of the current counts to the reference's shares taken as the truth. Not a test of two samples: the reference is a sample too, so that p is too
 * small by far unless it is much the larger one. Undefined where a category is new to the reference.
 */
export function goodnessOfFit(reference: Counts, current: Counts): TwoSampleTest {
  const ratio = total(current) / total(reference)
  let [statistic, columns] = [0, 0]
  for (let k = 0; k < reference.length; k++) {
    if (reference[k] === 0 && current[k] > 0) return undefinedBecause('new-category')
    if (reference[k] === 0) continue
    columns++
    statistic += (current[k] - reference[k] * ratio) ** 2 / (reference[k] * ratio)
  }
  return { statistic, pValue: columns < 2 ? 1 : chiSquareSf(statistic, columns - 1) }
}
