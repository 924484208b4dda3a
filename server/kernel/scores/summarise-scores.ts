import { decidedBand } from './score-band.ts'

/** What a recorded prediction is searched by. */
export interface ScoreSummary {
  /** Lowest and highest decision score among its rows; null where no row has one. */
  low: number | null
  high: number | null
  /** Rows decided positive; null where the version decides nothing. */
  positives: number | null
  /** Where a single row lies in the index of scores (`decidedBand`); null for several rows. */
  band: number | null
}

export const NO_SCORES: ScoreSummary = { low: null, high: null, positives: null, band: null }

/**
 * The decision scores of a prediction in short.
 *
 * @param outputs as they were answered, the values of each row after row
 * @param decision which column of which output is the score; several columns of which none is named are no score
 * @param threshold from which score on it is decided positive (`decisionThreshold`); null where nothing is decided
 */
export function summariseScores(
  outputs: readonly { name: string; data: readonly unknown[] }[],
  rows: number,
  decision: { output: string; class?: number } | null,
  threshold: number | null,
): ScoreSummary {
  const data = decision && outputs.find(({ name }) => name === decision.output)?.data
  if (!decision || !data) return NO_SCORES
  const width = data.length / rows
  const column = decision.class ?? 0
  if (!Number.isInteger(width) || column >= width || (width > 1 && decision.class === undefined)) return NO_SCORES
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let positives = 0
  for (let at = column; at < data.length; at += width) {
    const score = data[at]
    if (typeof score !== 'number') continue
    if (score < low) low = score
    if (score > high) high = score
    if (threshold !== null && score >= threshold) positives++
  }
  if (low > high) return NO_SCORES
  return { low, high, positives: threshold === null ? null : positives, band: rows === 1 ? decidedBand(low, positives > 0) : null }
}
