import type { PredictionItem } from '#server/contracts/predictions.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'

/** What was decided: "Positive", of several rows "3 of 20 positive"; null where the version decides nothing. Pure. */
export function outcomeWords({ positives, rows }: Pick<PredictionItem, 'positives' | 'rows'>): string | null {
  if (positives === null) return null
  if (rows === 1) return positives === 1 ? 'Positive' : 'Negative'
  return `${formatCount(positives)} of ${formatCount(rows)} positive`
}

/** The score, of several rows the lowest to the highest; null where there is none. */
export function scoresWords({ scores }: Pick<PredictionItem, 'scores'>): string | null {
  if (scores === null) return null
  const [low, high] = [formatMetric(scores.low, 3), formatMetric(scores.high, 3)]
  return low === high ? low : `${low} to ${high}`
}
