import type { Simulation } from './attribute-measures.ts'
import { conditionalDisparity } from './conditional-disparity.ts'
import { crossedCodes } from './cross-attributes.ts'
import type { ConditionalResult } from './fairness-result.ts'
import { CELLS, cellsByGroup, countsAt, measuredGroups } from './group-counts.ts'
import type { AttributeCodes } from './group-counts.ts'
import { bootstrapMeasures } from './multinomial-bootstrap.ts'

/** A column with more values than this has too few rows in each. */
export const MOST_STRATA = 50

/** Replicates times cells of one attribute and column at most: facets beyond few get fewer replicates, 400 at least. */
const MOST_CELLS = 8_000_000
const LEAST_REPLICATES = 400

/** Rows of each group that have a value of the column too, by its place among the names. */
function sizesOf(attribute: AttributeCodes, stratum: AttributeCodes): { code: number; group: string; n: number }[] {
  const sizes = new Uint32Array(attribute.names.length)
  for (let row = 0; row < attribute.codes.length; row++) if (attribute.codes[row] >= 0 && stratum.codes[row] >= 0) sizes[attribute.codes[row]]++
  return attribute.names.map((group, code) => ({ code, group, n: sizes[code] })).filter(({ n }) => n > 0)
}

function leftOutOf(groups: readonly { n: number }[], minimumGroup: number): ConditionalResult['leftOut'] {
  const kinds = [
    { reason: 'too-few-rows' as const, held: groups.filter(({ n }) => n < minimumGroup) },
    { reason: 'too-many-groups' as const, held: groups.filter(({ n }) => n >= minimumGroup) },
  ]
  return kinds.filter(({ held }) => held.length > 0).map(({ reason, held }) => ({ reason, groups: held.length, rows: held.reduce((sum, { n }) => sum + n, 0) }))
}

/** Conditional demographic disparity of an attribute's large groups, 50 at most, over the values of a column, with resampled intervals. */
export function conditionOn(
  attribute: AttributeCodes,
  stratum: AttributeCodes,
  { selected, truth, rows }: { selected: Uint8Array; truth: Uint8Array | null; rows: number },
  { minimumGroup, simulation }: { minimumGroup: number; simulation: Simulation },
): ConditionalResult {
  const sized = sizesOf(attribute, stratum)
  const facets = measuredGroups(sized, minimumGroup).sort((a, b) => (a.group < b.group ? -1 : 1))
  const strata = stratum.names.length
  // Everybody who is in no facet is one more group, the last.
  const places = new Int32Array(attribute.names.length).fill(facets.length)
  facets.forEach(({ code }, place) => (places[code] = place))
  const grouped = { ...attribute, codes: attribute.codes.map((code) => (code < 0 ? -1 : places[code])) }
  const cells = cellsByGroup(crossedCodes([grouped, stratum]), (facets.length + 1) * strata, selected, truth)
  const width = strata * CELLS
  const all = new Float64Array(width)
  cells.forEach((count, at) => (all[at % width] += count))
  const replicates = Math.min(simulation.replicates, Math.max(LEAST_REPLICATES, Math.floor(MOST_CELLS / (facets.length * 2 * width))))
  const chosen = new Set(facets)
  return {
    attribute: attribute.attribute,
    stratum: stratum.attribute,
    strata,
    missing: rows - sized.reduce((sum, { n }) => sum + n, 0),
    groups: facets.map(({ group }, place) => {
      const own = cells.subarray(place * width, (place + 1) * width)
      const measures = bootstrapMeasures<'ofLabels' | 'ofDecisions'>(
        [...all.map((count, at) => count - own[at]), ...own],
        (drawn) => {
          const pairs = stratum.names.map((_, s) => ({ others: countsAt(drawn, s * CELLS), facet: countsAt(drawn, width + s * CELLS) }))
          return { ofLabels: conditionalDisparity(pairs, 'label'), ofDecisions: conditionalDisparity(pairs, 'decision') }
        },
        { ...simulation, replicates },
      )
      return { group, ...measures, ...(truth === null ? { ofLabels: { undefined: 'no-truth' as const } } : {}) }
    }),
    leftOut: leftOutOf(
      sized.filter((one) => !chosen.has(one)),
      minimumGroup,
    ),
    replicates,
  }
}
