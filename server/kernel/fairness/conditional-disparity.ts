import { divide, isNumber } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import type { Counts } from './rates.ts'
import type { Convention } from './clarify.ts'

/** One stratum: everybody else's counts and the facet's. */
export interface Stratum {
  others: Counts
  facet: Counts
}

/** What counts as being accepted: the favourable label (CDDL) or the favourable decision (CDDPL). */
const ACCEPTED = {
  label: (g: Counts) => [g.favourable, g.unfavourable],
  decision: (g: Counts) => [g.selected, g.n - g.selected],
}

/**
 * Conditional demographic disparity in [-1, 1]: the facet's share of the rejected minus its share of the accepted,
 * averaged over strata by their rows (Wachter, Mittelstadt & Russell, 2021). Undefined where a stratum has nobody
 * accepted or nobody rejected; by Clarify's convention such a share is 0.
 */
export function conditionalDisparity(strata: readonly Stratum[], by: keyof typeof ACCEPTED, convention: Convention = 'contract'): Quantity {
  let [weighted, rows, allAccepted, allRejected] = [0, 0, 0, 0]
  let broken = false
  for (const { others, facet } of strata) {
    const [acceptedOthers, rejectedOthers] = ACCEPTED[by](others)
    const [acceptedFacet, rejectedFacet] = ACCEPTED[by](facet)
    const [accepted, rejected] = [acceptedOthers + acceptedFacet, rejectedOthers + rejectedFacet]
    allAccepted += accepted
    allRejected += rejected
    const size = accepted + rejected
    if (size === 0) continue
    const [ofRejected, ofAccepted] = [divide(rejectedFacet, rejected), divide(acceptedFacet, accepted)]
    if (!isNumber(ofRejected) || !isNumber(ofAccepted)) broken ||= convention === 'contract'
    weighted += size * ((isNumber(ofRejected) ? ofRejected : 0) - (isNumber(ofAccepted) ? ofAccepted : 0))
    rows += size
  }
  return broken || rows === 0 || allAccepted === 0 || allRejected === 0 ? 'zero-denominator' : weighted / rows
}
