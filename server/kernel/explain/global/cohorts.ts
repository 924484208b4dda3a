import type { CohortGroup, Cohorts } from '../explanation-result.ts'
import { significant } from './significant.ts'
import { tellable } from './small-groups.ts'

const MOST_GROUPS = 12
const MOST_FEATURES = 10

/**
 * What moves the score in each group of at least ten rows, and of so many that no smaller group can be told from the totals: the
 * ten features with the largest mean absolute contribution.
 *
 * @param groups the group of each row; null where it has none
 * @param contributions row-major, rows × features; rows with one that is not finite are left out
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
  let [ungrouped, unexplained] = [0, 0]
  groups.forEach((group, row) => {
    if (!contributions.subarray(row * width, (row + 1) * width).every(Number.isFinite)) unexplained++
    else if (group === null) ungrouped++
    else rowsOf.set(group, [...(rowsOf.get(group) ?? []), row])
  })
  const order = [...rowsOf].map(([group, rows]) => ({ group, n: rows.length, rows })).sort((a, b) => b.n - a.n || (a.group < b.group ? -1 : 1))
  const beyond = order.slice(MOST_GROUPS).reduce((sum, { n }) => sum + n, ungrouped)
  const { told, leftOut } = tellable(order.slice(0, MOST_GROUPS), beyond)
  return {
    by,
    attribute,
    groups: told.map(({ group, n, rows }) => ({ group, n, features: strongest(rows, features, contributions) })),
    leftOut: leftOut + unexplained,
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
