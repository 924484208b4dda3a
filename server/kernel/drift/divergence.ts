import { chiSquareSf } from '../numbers/distributions.ts'

type Counts = readonly number[]

const total = (counts: Counts): number => counts.reduce((sum, count) => sum + count, 0)

/** Shares of counts; `prior` is added to each count (1/2: Jeffreys), which keeps empty bins from being impossible. */
export function shares(counts: Counts, prior = 0): number[] {
  const sum = total(counts) + prior * counts.length
  return counts.map((count) => (count + prior) / sum)
}

/** Σ p ln(p/q) of two lists of shares: the Kullback-Leibler divergence in nats, ∞ where q is 0 and p is not. */
export const kullbackLeibler = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, share, bin) => sum + (share === 0 ? 0 : share * Math.log(share / q[bin])), 0)

/** The Jensen-Shannon divergence of two lists of shares in nats, 0 to ln 2. */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  const middle = p.map((share, bin) => (share + q[bin]) / 2)
  return Math.max(0, (kullbackLeibler(p, middle) + kullbackLeibler(q, middle)) / 2)
}

/** The Hellinger distance of two lists of shares, 0 to 1. */
export const hellinger = (p: readonly number[], q: readonly number[]): number =>
  Math.sqrt(p.reduce((sum, share, bin) => sum + (Math.sqrt(share) - Math.sqrt(q[bin])) ** 2, 0) / 2)

/** Total variation of two lists of shares: the share of rows that would have to move, 0 to 1. */
export const totalVariation = (p: readonly number[], q: readonly number[]): number => p.reduce((sum, share, bin) => sum + Math.abs(share - q[bin]), 0) / 2

/** The largest difference of two lists of shares, 0 to 1: Chebyshev's distance, L∞. */
export const largestDifference = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((most, share, bin) => Math.max(most, Math.abs(share - q[bin])), 0)

/** Σ (p - q) ln(p/q) of two lists of shares, none of them 0. */
const symmetricDivergence = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, share, bin) => sum + (share - q[bin]) * Math.log(share / q[bin]), 0)

/**
 * The population stability index Σ (p - q) ln(p/q) of counts per bin, with shares (c + 1/2)/(n + B/2): finite for empty bins,
 * and without a floor that would make it depend on an arbitrary constant.
 */
export const populationStability = (reference: Counts, current: Counts): number => symmetricDivergence(shares(reference, 0.5), shares(current, 0.5))

/** The index as other tools state it, for comparison: a share of 0 becomes 0.0001, and nothing is rescaled. */
export function flooredStability(reference: Counts, current: Counts): number {
  const floored = (counts: Counts): number[] => shares(counts).map((share) => (share === 0 ? 1e-4 : share))
  return symmetricDivergence(floored(reference), floored(current))
}

/** The index that chance alone gives on average to two samples of one distribution: (1/n + 1/m)(B - 1). */
export const expectedStability = (n: number, m: number, bins: number): number => (1 / n + 1 / m) * (bins - 1)

/**
 * P(PSI ≥ value) when nothing has changed: PSI/(1/n + 1/m) is χ² with B - 1 degrees of freedom (Yurdakul and Naranjo,
 * "Statistical properties of the population stability index", J. Risk Model Validation 14(4), 2020). Conservative for
 * fewer than some 5 rows a bin.
 */
export const stabilityPValue = (value: number, n: number, m: number, bins: number): number => chiSquareSf(value / (1 / n + 1 / m), bins - 1)
