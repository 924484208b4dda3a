import { expectedStability, hellinger, jensenShannon, populationStability, shares, stabilityPValue } from './divergence.ts'

/**
 * The stability index of counts per bin. The first `always` bins always count; of those after them (missing, infinite) only
 * those that are not empty on both sides.
 *
 * @returns the test; `excess`: the index beyond its mean under no change, at least 0; `distances` of the shares, where both sides have rows
 */
export function stabilityOf(reference: readonly number[], current: readonly number[], always: number) {
  const kept = reference.map((_, bin) => bin).filter((bin) => bin < always || reference[bin] + current[bin] > 0)
  const [p, q] = [kept.map((bin) => reference[bin]), kept.map((bin) => current[bin])]
  const [n, m] = [p, q].map((counts) => counts.reduce((sum, count) => sum + count, 0))
  if (n === 0 || m === 0) return { test: { value: 0, pValue: 1, bins: kept.length }, excess: 0, distances: {} }
  const value = populationStability(p, q)
  const excess = Math.max(0, value - expectedStability(n, m, kept.length))
  const [ofReference, ofCurrent] = [shares(p), shares(q)]
  const distances = {
    jensenShannon: { value: Math.sqrt(jensenShannon(ofReference, ofCurrent) / Math.LN2) },
    hellinger: { value: hellinger(ofReference, ofCurrent) },
  }
  return { test: { value, pValue: stabilityPValue(value, n, m, kept.length), bins: kept.length }, excess, distances }
}
