import { compareGroups } from './compare-groups.ts'
import type { AttributeResult, FairnessResult } from './fairness-result.ts'
import { groupCounts } from './group-counts.ts'
import type { AttributeCodes } from './group-counts.ts'

export interface FairnessInput {
  attributes: readonly AttributeCodes[]
  /** 1 a row that is decided favourably. */
  selected: Uint8Array
  /** 1 favourable in truth, 0 not, 255 not known; null: not known of any row. */
  truth: Uint8Array | null
}

/** Groups below this are shown and not compared. */
const MINIMUM_GROUP = 30
/** More groups than this are not crossed: nobody could read them. */
const MOST_CROSSED = 200

function crossing(a: AttributeCodes, b: AttributeCodes): AttributeCodes {
  const width = b.names.length
  return {
    attribute: `${a.attribute} × ${b.attribute}`,
    codes: a.codes.map((code, row) => (code < 0 || b.codes[row] < 0 ? -1 : code * width + b.codes[row])),
    names: a.names.flatMap((one) => b.names.map((other) => `${one} × ${other}`)),
  }
}

const crossings = (attributes: readonly AttributeCodes[]): AttributeCodes[] =>
  attributes.flatMap((a, i) =>
    attributes
      .slice(i + 1)
      .filter((b) => a.names.length * b.names.length <= MOST_CROSSED)
      .map((b) => crossing(a, b)),
  )

/**
 * How groups of people are treated: rates of the favourable outcome by group with Wilson's intervals, largest against
 * smallest rate over groups of at least `minimumGroup` rows, and each group against the largest one. A measure that
 * has no denominator says why instead of 0. Throws RangeError when lengths differ.
 */
export function assessFairness(
  { attributes, selected, truth }: FairnessInput,
  { minimumGroup = MINIMUM_GROUP }: { minimumGroup?: number } = {},
): FairnessResult {
  const rows = selected.length
  const assess = (codes: AttributeCodes): AttributeResult => compareGroups(codes.attribute, groupCounts(codes, selected, truth), rows, minimumGroup)
  return {
    n: rows,
    unlabelled: truth === null ? rows : truth.reduce((count, known) => count + (known > 1 ? 1 : 0), 0),
    minimumGroup,
    attributes: attributes.map(assess),
    intersections: crossings(attributes).map(assess),
  }
}
