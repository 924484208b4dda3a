import { seededRandom } from '../numbers/random.ts'
import { attributeMeasures } from './attribute-measures.ts'
import { compareGroups, largestOf } from './compare-groups.ts'
import { conditionOn, MOST_STRATA } from './condition-on.ts'
import { crossAttributes } from './cross-attributes.ts'
import type { AttributeResult, FairnessResult } from './fairness-result.ts'
import { groupCounts } from './group-counts.ts'
import type { AttributeCodes } from './group-counts.ts'
import { scoreMeasures } from './score-measures.ts'
import type { DecidingScores } from './score-measures.ts'

export interface FairnessInput {
  attributes: readonly AttributeCodes[]
  /** 1 a row that is decided favourably, 0 one that is not, 255 one that has no decision. */
  selected: Uint8Array
  /** 1 favourable in truth, 0 not, 255 not known; null: not known of any row. */
  truth: Uint8Array | null
  /** What was decided by, where it is known. */
  scores?: DecidingScores
  /** Columns that may explain a disparity, coded as attributes are. */
  strata?: readonly AttributeCodes[]
}

export interface FairnessOptions {
  /** Groups below this are shown and not compared. */
  minimumGroup?: number
  /** Groups of a crossing below this are withheld. */
  minimumCell?: number
  /** Draws behind each null and each resampled interval, and where they begin. */
  replicates?: number
  seed?: number
}

/** Rows without a decision are in no group: their codes become missing. */
function decidedOnly(codes: AttributeCodes, selected: Uint8Array): AttributeCodes {
  return { ...codes, codes: codes.codes.map((code, row) => (selected[row] > 1 ? -1 : code)) }
}

function countRows(values: Uint8Array, has: (value: number, row: number) => boolean): number {
  let rows = 0
  for (let row = 0; row < values.length; row++) if (has(values[row], row)) rows++
  return rows
}

/**
 * How groups of people are treated: rates of the favourable outcome by group with Wilson's intervals, largest against
 * smallest rate over groups of at least `minimumGroup` rows, each group against the largest one, every measure of the
 * usual libraries with an interval, attributes crossed with each other, and disparities within strata. A measure that has
 * no denominator says why instead of 0. The same input and seed give the same result. Throws RangeError when lengths differ.
 */
export function assessFairness(
  { attributes, selected, truth, scores, strata = [] }: FairnessInput,
  { minimumGroup = 30, minimumCell = 10, replicates = 2000, seed = 20261 }: FairnessOptions = {},
): FairnessResult {
  const undecided = countRows(selected, (value) => value > 1)
  const rows = selected.length - undecided
  const known = undecided === 0 ? attributes : attributes.map((codes) => decidedOnly(codes, selected))
  const conditions = undecided === 0 ? strata : strata.map((codes) => decidedOnly(codes, selected))
  const decided = { selected, truth, rows }
  const simulationOf = (stream: number) => ({ random: seededRandom(seed + stream), replicates })
  const assess = (codes: AttributeCodes, at: number): AttributeResult => {
    const groups = groupCounts(codes, selected, truth)
    const ofScores = scores ? scoreMeasures(codes, scores, truth, minimumGroup) : null
    return {
      ...compareGroups(codes.attribute, groups, rows, minimumGroup, simulationOf(2 * at)),
      measures: attributeMeasures(groups, { reference: largestOf(groups), minimumGroup, simulation: simulationOf(2 * at + 1) }),
      ...(ofScores ? { scores: ofScores } : {}),
    }
  }
  const explaining = conditions.filter(({ names }) => names.length > 1 && names.length <= MOST_STRATA)
  const last = 2 * known.length
  return {
    n: selected.length,
    unlabelled: truth === null ? rows : countRows(truth, (value, row) => value > 1 && selected[row] <= 1),
    minimumGroup,
    excluded: { rows: undecided, reason: 'no-decision' },
    attributes: known.map(assess),
    ...crossAttributes(known, decided, { minimumGroup, minimumCell, simulation: simulationOf(last) }),
    conditional: known.flatMap((attribute, a) =>
      explaining.map((stratum, s) =>
        conditionOn(attribute, stratum, decided, { minimumGroup, simulation: simulationOf(last + 1 + a * explaining.length + s) }),
      ),
    ),
    notConditioned: conditions
      .filter((stratum) => !explaining.includes(stratum))
      .map(({ attribute, names }) => ({ stratum: attribute, reason: names.length > MOST_STRATA ? 'too-many-values' : 'too-few-values' })),
    simulation: { seed, replicates },
  }
}
