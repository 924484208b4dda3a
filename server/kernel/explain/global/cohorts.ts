import type { CohortGroup, Cohorts } from '../explanation-result.ts'
import { significant } from './significant.ts'

/** Below this many rows a group's mean says something about persons. */
const LEAST_ROWS = 10
const MOST_GROUPS = 12
const MOST_FEATURES = 10

/**
 * What moves the score in each group of rows: the ten features with the largest mean absolute contribution.
 *
 * @param groups the group of each row; null where it has none
 * @param contributions row-major, rows × features; rows with NaN are left out
 */
export function cohortsBy(
  by: Cohorts['by'],
  attribute: string,
  groups: readonly (string | null)[],
  features: readonly string[],
  contributions: Float64Array,
): Cohorts {
  const rowsOf = new Map<string, number[]>()
  const width = features.length
  let leftOut = 0
  groups.forEach((group, row) => {
    const own = contributions.subarray(row * width, (row + 1) * width)
    if (group === null || own.some(Number.isNaN)) leftOut++
    else rowsOf.set(group, [...(rowsOf.get(group) ?? []), row])
  })
  const order = [...rowsOf].sort(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1))
  const told = order.filter(([, rows]) => rows.length >= LEAST_ROWS).slice(0, MOST_GROUPS)
  const untold = order.filter((entry) => !told.includes(entry))
  return {
    by,
    attribute,
    groups: told.map(([group, rows]) => ({ group, n: rows.length, features: strongest(rows, features, contributions) })),
    leftOut: untold.reduce((sum, [, rows]) => sum + rows.length, leftOut),
  }
}

function strongest(rows: readonly number[], features: readonly string[], contributions: Float64Array): CohortGroup['features'] {
  const means = features.map((feature, index) => {
    let [absolute, signed] = [0, 0]
    for (const row of rows) {
      const value = contributions[row * features.length + index]
      absolute += Math.abs(value)
      signed += value
    }
    return { feature, meanAbsoluteContribution: significant(absolute / rows.length), meanContribution: significant(signed / rows.length) }
  })
  return means.sort((a, b) => b.meanAbsoluteContribution - a.meanAbsoluteContribution).slice(0, MOST_FEATURES)
}
