import { formatInstant } from '../../ui/format-time.ts'
import type { PredictionSearch } from './prediction-search.ts'

function scoreWords({ scoreFrom, scoreTo }: PredictionSearch): string | null {
  if (scoreFrom === undefined) return scoreTo === undefined ? null : `a score of ${scoreTo} or less`
  if (scoreTo === undefined) return `a score of ${scoreFrom} or more`
  return scoreFrom === scoreTo ? `a score of ${scoreFrom}` : `a score from ${scoreFrom} to ${scoreTo}`
}

function decisionWords(search: PredictionSearch): string {
  const words = [search.outcome ? `a ${search.outcome} outcome` : null, scoreWords(search)].filter((each) => each !== null)
  return words.length === 0 ? '' : ` with ${words.join(' and ')}`
}

/** What was searched for, in words: " of credit v2 with a positive outcome about A-17 decided from 3 Nov 2026, 10:00 UTC". Pure. */
export function searchWords(search: PredictionSearch): string {
  const { model, version, entityId, time, from, to } = search
  const moment = from || to ? (time === 'received' ? ' received' : ' decided') : ''
  return [
    model ? ` of ${model}${version ? ` v${version}` : ''}` : '',
    decisionWords(search),
    entityId ? ` about ${entityId}` : '',
    moment,
    from ? ` from ${formatInstant(from)}` : '',
    to ? ` before ${formatInstant(to)}` : '',
  ].join('')
}
