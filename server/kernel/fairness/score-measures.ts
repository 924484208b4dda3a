import type { Measure } from '../numbers/measure.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import { rankTable } from '../performance/rank-table.ts'
import { rocAuc } from '../performance/roc-auc.ts'
import { measuredGroups } from './group-counts.ts'
import type { AttributeCodes } from './group-counts.ts'
import { impactRatioMeasures, scoringShares } from './impact-ratio.ts'
import type { Share } from './rates.ts'
import { rateMeasure } from './share-measures.ts'

/** Scores by which people are decided on, one a row, NaN where there is none. */
export interface DecidingScores {
  values: Float64Array
  /** Whether a higher score is the more favourable one, or a lower one. */
  favourable: 'high' | 'low'
}

/** What scores, not decisions, say of a group. */
export interface GroupScores {
  group: string
  /** Rows with a score. */
  n: number
  /** How well scores rank the group's own favourable outcomes above its unfavourable ones. */
  rocAuc: Measure
  /** Share of rows whose score is more favourable than the median of all, and that over the best group's (Local Law 144). */
  scoringRate: Measure
  impactRatio: Measure
}

export interface ScoreMeasures {
  /** Of all rows with a score. */
  median: number
  /** Groups of at least `minimumGroup` scored rows, the largest 50 at most. */
  groups: GroupScores[]
}

/** Scores and truth of each of some groups; rows without score or truth are in none. */
function rankedByGroup(places: Int32Array, groups: number, codes: Int32Array, scores: Float64Array, truth: Uint8Array) {
  const isKnown = (row: number) => codes[row] >= 0 && places[codes[row]] >= 0 && truth[row] <= 1 && !Number.isNaN(scores[row])
  const sizes = new Uint32Array(groups)
  for (let row = 0; row < codes.length; row++) if (isKnown(row)) sizes[places[codes[row]]]++
  const held = Array.from(sizes, (size) => ({ scores: new Float64Array(size), truth: new Uint8Array(size) }))
  const filled = new Uint32Array(groups)
  for (let row = 0; row < codes.length; row++) {
    if (!isKnown(row)) continue
    const place = places[codes[row]]
    held[place].scores[filled[place]] = scores[row]
    held[place].truth[filled[place]++] = truth[row]
  }
  return held
}

/**
 * Area under the ROC curve and scoring rates by group, in order of name; null where no row has a score.
 *
 * @param truth 1: favourable, 0: not, anything else not known; null: not known of any row
 */
export function scoreMeasures(
  { codes, names }: AttributeCodes,
  { values, favourable }: DecidingScores,
  truth: Uint8Array | null,
  minimumGroup: number,
): ScoreMeasures | null {
  const scores = favourable === 'high' ? values : values.map((score) => -score)
  const { median, shares } = scoringShares(scores, codes, names.length)
  if (Number.isNaN(median)) return null
  const sized = names.map((group, code) => ({ group, code, n: shares[code].trials }))
  const groups = measuredGroups(sized, Math.max(1, minimumGroup)).sort((a, b) => (a.group < b.group ? -1 : 1))
  const places = new Int32Array(names.length).fill(-1)
  groups.forEach(({ code }, place) => (places[code] = place))
  const ranked = truth && rankedByGroup(places, groups.length, codes, scores, truth)
  const areaOf = (place: number): Measure => {
    if (!ranked || ranked[place].scores.length === 0) return undefinedBecause('no-truth')
    return rocAuc(rankTable(ranked[place].scores, ranked[place].truth))
  }
  const held = groups.map(({ code }): Share => shares[code])
  const ratios = impactRatioMeasures(held)
  return {
    median: favourable === 'high' ? median : -median,
    groups: groups.map(({ group, n }, place) => ({
      group,
      n,
      rocAuc: areaOf(place),
      scoringRate: rateMeasure(held[place].successes / held[place].trials, held[place]),
      impactRatio: ratios[place],
    })),
  }
}
