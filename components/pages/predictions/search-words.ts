import { formatInstant } from '../../ui/format-time.ts'
import type { PredictionSearch } from './prediction-search.ts'

function scoreWords({ scoreFrom, scoreTo }: PredictionSearch): string {
  if (scoreFrom === undefined && scoreTo === undefined) return ''
  if (scoreFrom === undefined) return ` scored ${scoreTo} or less`
  if (scoreTo === undefined) return ` scored ${scoreFrom} or more`
  return scoreFrom === scoreTo ? ` scored ${scoreFrom}` : ` scored ${scoreFrom} to ${scoreTo}`
}

/** What was searched for, in words: " of credit v2 decided positive about A-17 from 3 Nov 2026, 10:00 UTC". Pure. */
export function searchWords(search: PredictionSearch): string {
  const { model, version, entityId, outcome, time, from, to } = search
  const moment = from || to ? (time === 'received' ? ' received' : ' decided on') : ''
  return [
    model ? ` of ${model}${version ? ` v${version}` : ''}` : '',
    outcome ? ` decided ${outcome}` : '',
    scoreWords(search),
    entityId ? ` about ${entityId}` : '',
    moment,
    from ? ` from ${formatInstant(from)}` : '',
    to ? ` before ${formatInstant(to)}` : '',
  ].join('')
}
