import type { Simulation } from './attribute-measures.ts'
import { conditionalDisparity } from './conditional-disparity.ts'
import { crossedCodes } from './cross-attributes.ts'
import type { ConditionalResult } from './fairness-result.ts'
import { CELLS, cellsByGroup, cellsOf, countsAt } from './group-counts.ts'
import type { AttributeCodes } from './group-counts.ts'
import { bootstrapMeasures } from './multinomial-bootstrap.ts'
import { pooled } from './rates.ts'

/** A column with more values than this has too few rows in each. */
export const MOST_STRATA = 50

/** Conditional demographic disparity of an attribute's large groups over the values of a column, with resampled intervals. */
export function conditionOn(
  attribute: AttributeCodes,
  stratum: AttributeCodes,
  { selected, truth, rows }: { selected: Uint8Array; truth: Uint8Array | null; rows: number },
  { minimumGroup, simulation }: { minimumGroup: number; simulation: Simulation },
): ConditionalResult {
  const [groups, strata] = [attribute.names.length, stratum.names.length]
  const cells = cellsByGroup(crossedCodes([attribute, stratum]), groups * strata, selected, truth)
  const counts = attribute.names.map((group, g) => ({
    group,
    byStratum: Array.from({ length: strata }, (_, s) => countsAt(cells, (g * strata + s) * CELLS)),
  }))
  const sized = counts.map((one) => ({ ...one, n: pooled(one.byStratum).n }))
  const facets = sized.filter(({ n }) => n >= minimumGroup).sort((a, b) => (a.group < b.group ? -1 : 1))
  return {
    attribute: attribute.attribute,
    stratum: stratum.attribute,
    strata,
    missing: rows - sized.reduce((sum, { n }) => sum + n, 0),
    groups: facets.map((facet) => {
      const others = counts.filter(({ group }) => group !== facet.group)
      const sides = facet.byStratum.flatMap((own, s) => [...cellsOf(pooled(others.map(({ byStratum }) => byStratum[s]))), ...cellsOf(own)])
      const measures = bootstrapMeasures<'ofLabels' | 'ofDecisions'>(
        sides,
        (drawn) => {
          const pairs = facet.byStratum.map((_, s) => ({ others: countsAt(drawn, 2 * s * CELLS), facet: countsAt(drawn, (2 * s + 1) * CELLS) }))
          return { ofLabels: conditionalDisparity(pairs, 'label'), ofDecisions: conditionalDisparity(pairs, 'decision') }
        },
        simulation,
      )
      return { group: facet.group, ...measures, ...(truth === null ? { ofLabels: { undefined: 'no-truth' as const } } : {}) }
    }),
  }
}
