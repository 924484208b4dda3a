import { numberIn, recordsIn, textIn } from './read-result.ts'
import type { Json } from './read-result.ts'

/** Where a feature stands in one explanation. */
export interface Standing {
  /** From 1, the most important. */
  rank: number
  /** Of the sum of all mean absolute contributions, in [0, 1]: it has no unit, so models of other spaces compare. */
  share: number
}

/** A feature in two explanations; null where that model does not have it. */
export interface RankedFeature {
  feature: string
  before: Standing | null
  after: Standing | null
}

function standings(result: Json | null): Map<string, Standing> {
  const features = recordsIn(result?.features).flatMap((entry) => {
    const [feature, size] = [textIn(entry.feature), numberIn(entry.meanAbsoluteContribution)]
    return feature === null || size === null ? [] : [{ feature, size }]
  })
  const total = features.reduce((sum, { size }) => sum + size, 0)
  const ordered = features.toSorted((a, b) => b.size - a.size)
  return new Map(ordered.map(({ feature, size }, at) => [feature, { rank: at + 1, share: total > 0 ? size / total : 0 }]))
}

/** The features of two explanations in the order of the newer one, those that are gone last. Empty where neither was measured. */
export function compareRanking(before: Json | null, after: Json | null): RankedFeature[] {
  const [old, now] = [standings(before), standings(after)]
  return [...new Set([...now.keys(), ...old.keys()])].map((feature) => ({ feature, before: old.get(feature) ?? null, after: now.get(feature) ?? null }))
}
