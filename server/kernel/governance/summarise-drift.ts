import { isRecord, numberIn, recordsIn, textIn } from './read-result.ts'
import type { Json } from './read-result.ts'

export interface DriftedFeature {
  feature: string
  verdict: string
  /** The verdict in a sentence with its numbers. */
  detail: string
  psi: number | null
  /** Share of rows that would have to move to undo the change, in [0, 1]. */
  movedShare: number | null
}

export interface DriftSummary {
  verdict: string
  referenceRows: number
  currentRows: number
  /** How many features have each verdict. */
  counts: { drift: number; small: number; stable: number; unjudged: number }
  /** The features that changed most, at most `shown`. */
  worst: DriftedFeature[]
}

const RANK: Record<string, number> = { drift: 0, 'too-small-to-matter': 1, 'not-enough-data': 2, stable: 3 }

function featureOf(held: Json): DriftedFeature {
  const psi = isRecord(held.tests) && isRecord(held.tests.psi) ? numberIn(held.tests.psi.value) : null
  const movedShare = isRecord(held.effect) ? numberIn(held.effect.movedShare) : null
  return { feature: textIn(held.feature) ?? '', verdict: textIn(held.verdict) ?? 'unknown', detail: textIn(held.detail) ?? '', psi, movedShare }
}

const worse = (a: DriftedFeature, b: DriftedFeature): number =>
  (RANK[a.verdict] ?? 4) - (RANK[b.verdict] ?? 4) || (b.movedShare ?? b.psi ?? 0) - (a.movedShare ?? a.psi ?? 0)

/** What a list says of a drift result: the verdict, how many features have it, and the few that changed most. */
export function summariseDrift(result: Json, shown = 3): DriftSummary {
  const features = recordsIn(result.features).map(featureOf)
  const count = (verdict: string) => features.filter((held) => held.verdict === verdict).length
  return {
    verdict: textIn(result.verdict) ?? 'unknown',
    referenceRows: (isRecord(result.reference) ? numberIn(result.reference.n) : null) ?? 0,
    currentRows: (isRecord(result.current) ? numberIn(result.current.n) : null) ?? 0,
    counts: { drift: count('drift'), small: count('too-small-to-matter'), stable: count('stable'), unjudged: count('not-enough-data') },
    worst: features.toSorted(worse).slice(0, shown),
  }
}
