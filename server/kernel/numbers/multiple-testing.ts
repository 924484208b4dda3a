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

/** Holm's step-down adjustment for the family-wise error rate under any dependence (Scand. J. Stat. 6, 1979). */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues)
  const adjusted = new Array<number>(pValues.length)
  let most = 0
  order.forEach((index, rank) => {
    most = Math.max(most, Math.min(1, pValues[index] * (pValues.length - rank)))
    adjusted[index] = most
  })
  return adjusted
}

/** Bonferroni's adjustment: each p-value times their number. */
export const bonferroni = (pValues: readonly number[]): number[] => pValues.map((p) => Math.min(1, p * pValues.length))
