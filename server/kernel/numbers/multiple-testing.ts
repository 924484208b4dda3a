/** Indexes of p-values from the smallest to the largest. */
const ascending = (pValues: readonly number[]): number[] => pValues.map((_, index) => index).sort((a, b) => pValues[a] - pValues[b])

/** Adjusted values from the largest p-value down, each at most the one above it. */
function stepUp(pValues: readonly number[], factor: (rank: number) => number): number[] {
  const order = ascending(pValues)
  const adjusted = new Array<number>(pValues.length)
  let least = 1
  for (let rank = pValues.length; rank >= 1; rank--) {
    least = Math.min(least, pValues[order[rank - 1]] * factor(rank))
    adjusted[order[rank - 1]] = least
  }
  return adjusted
}

/**
 * p-values adjusted so that rejecting those at most q keeps the false discovery rate at q, under independence or positive
 * dependence (Benjamini and Hochberg, J. R. Stat. Soc. B 57, 1995). In the order given; no NaN.
 */
export const benjaminiHochberg = (pValues: readonly number[]): number[] => stepUp(pValues, (rank) => pValues.length / rank)

/** As `benjaminiHochberg` under any dependence (Benjamini and Yekutieli, Ann. Stat. 29, 2001). */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  let harmonic = 0
  for (let k = 1; k <= pValues.length; k++) harmonic += 1 / k
  return stepUp(pValues, (rank) => (pValues.length * harmonic) / rank)
}

/** Hochberg's step-up adjustment for the family-wise error rate under independence (Biometrika 75, 1988). */
export const hochberg = (pValues: readonly number[]): number[] => stepUp(pValues, (rank) => pValues.length - rank + 1)

/** Adjusted values from the smallest p-value up, each at least the one below it. */
function stepDown(pValues: readonly number[], adjust: (p: number, remaining: number) => number): number[] {
  const order = ascending(pValues)
  const adjusted = new Array<number>(pValues.length)
  let most = 0
  order.forEach((index, rank) => {
    most = Math.max(most, Math.min(1, adjust(pValues[index], pValues.length - rank)))
    adjusted[index] = most
  })
  return adjusted
}

/** 1 - (1 - p)^tests: the chance that the smallest of independent p-values is at most p. */
const smallestOf = (p: number, tests: number): number => -Math.expm1(tests * Math.log1p(-p))

/** Holm's step-down adjustment for the family-wise error rate under any dependence (Scand. J. Stat. 6, 1979). */
export const holm = (pValues: readonly number[]): number[] => stepDown(pValues, (p, remaining) => p * remaining)

/** Holm's adjustment by Šidák's inequality: a little sharper, for independent or positively dependent tests. */
export const holmSidak = (pValues: readonly number[]): number[] => stepDown(pValues, smallestOf)

/** Šidák's adjustment for the family-wise error rate of independent tests (J. Am. Stat. Assoc. 62, 1967). */
export const sidak = (pValues: readonly number[]): number[] => pValues.map((p) => smallestOf(p, pValues.length))

/** Bonferroni's adjustment: each p-value times their number. */
export const bonferroni = (pValues: readonly number[]): number[] => pValues.map((p) => Math.min(1, p * pValues.length))
