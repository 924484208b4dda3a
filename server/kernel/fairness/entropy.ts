import { isNumber } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import { labelled, pooled } from './rates.ts'
import type { Counts } from './rates.ts'

/** Rows by what they get: a benefit of 0 (denied what they deserve), 1 (treated as they deserve) or 2 (given more). */
const benefitsOf = (g: Counts): [benefit: number, rows: number][] => {
  const denied = g.favourable - g.favourableSelected
  return [
    [0, denied],
    [1, labelled(g) - denied - g.unfavourableSelected],
    [2, g.unfavourableSelected],
  ]
}

/** Generalised entropy of benefits, each held by a number of rows; 0 where all are equal. */
function entropyOf(benefits: readonly (readonly [benefit: number, rows: number])[], alpha: number): Quantity {
  const held = benefits.filter(([, rows]) => rows > 0)
  const n = held.reduce((sum, [, rows]) => sum + rows, 0)
  if (n === 0) return 'empty-group'
  const mean = held.reduce((sum, [benefit, rows]) => sum + benefit * rows, 0) / n
  if (mean === 0) return 'zero-denominator'
  if (alpha === 0 && held.some(([benefit]) => benefit === 0)) return 'infinite'
  const term = (share: number): number => {
    if (alpha === 0) return -Math.log(share)
    if (alpha === 1) return share === 0 ? 0 : share * Math.log(share)
    return (share ** alpha - 1) / (alpha * (alpha - 1))
  }
  return held.reduce((sum, [benefit, rows]) => sum + rows * term(benefit / mean), 0) / n
}

/**
 * Inequality of benefits b = decision - truth + 1 over rows (Speicher et al., KDD 2018): `alpha` 2 is Clarify's GE, 1
 * Theil's index, 0 the mean logarithmic deviation, which has no bound where a row gets nothing.
 */
export const generalizedEntropy = (counts: Counts, alpha: number): Quantity => entropyOf(benefitsOf(counts), alpha)

/** Coefficient of variation as AIF360 defines it: √(2·GE), the standard deviation of benefits over their mean. */
export const coefficientOfVariation = (counts: Counts): Quantity => {
  const entropy = generalizedEntropy(counts, 2)
  return isNumber(entropy) ? Math.sqrt(2 * Math.max(0, entropy)) : entropy
}

/** The part of the entropy that lies between groups: every row gets its group's mean benefit. */
export function betweenGroupEntropy(groups: readonly Counts[], alpha: number): Quantity {
  const all = generalizedEntropy(pooled(groups), alpha)
  if (all === 'zero-denominator' || all === 'empty-group') return all
  const present = groups.filter((group) => labelled(group) > 0)
  return entropyOf(
    present.map((group) => [benefitsOf(group).reduce((sum, [benefit, rows]) => sum + benefit * rows, 0) / labelled(group), labelled(group)]),
    alpha,
  )
}

/** What differential fairness looks at: decisions of all rows, or labels (as AIF360 does) of those whose truth is known. */
const OUTCOMES = {
  decision: ({ selected, n }: Counts) => [selected, n],
  label: (group: Counts) => [group.favourable, labelled(group)],
}

/**
 * Smoothed empirical differential fairness (Foulds et al., ICDE 2020): the largest |ln| of a ratio of two groups' shares
 * of one outcome, each share with `concentration` / 2 rows added an outcome, so that it is never 0.
 */
export function differentialFairness(
  groups: readonly Counts[],
  { by = 'decision', concentration = 1 }: { by?: keyof typeof OUTCOMES; concentration?: number } = {},
): Quantity {
  const present = groups.map(OUTCOMES[by]).filter(([, rows]) => rows > 0)
  if (present.length < 2) return 'fewer-than-two-groups'
  const range = (of: (share: number) => number): number => {
    const values = present.map(([positive, rows]) => Math.log(of((positive + concentration / 2) / (rows + concentration))))
    return Math.max(...values) - Math.min(...values)
  }
  return Math.max(
    range((share) => share),
    range((share) => 1 - share),
  )
}
