/**
 * P(D ≥ gap/(n·m)) for two samples of n and m values from one continuous distribution: the share of lattice paths from
 * (0, 0) to (n, m) that reach |i·m - j·n| ≥ gap. Sums of positive terms alone, so the relative error stays near 1e-13
 * however small p is (T. Viehmann, "Numerically more stable computation of the p-values for the two-sample
 * Kolmogorov-Smirnov test", 2021). Only the band inside the limits is visited: `ksExactCells` steps. Ties make it conservative.
 *
 * @param gap the integer `gap` of the distance
 */
export function ksExactPValue(n: number, m: number, gap: number): number {
  if (gap <= 0) return 1
  // outside[j] = share of paths to (i, j) that have touched the limit; beyond the band it is 1.
  const outside = new Float64Array(m + 1)
  let from = 0
  let to = -1
  for (let i = 0; i <= n; i++) {
    const low = Math.max(0, Math.floor((i * m - gap) / n) + 1)
    const high = Math.min(m, Math.ceil((i * m + gap) / n) - 1)
    for (let j = low; j <= high; j++) {
      if (i === 0 && j === 0) {
        outside[0] = 0
        continue
      }
      const below = i === 0 ? 0 : j >= from && j <= to ? outside[j] : 1
      const left = j === 0 ? 0 : j > low ? outside[j - 1] : 1
      outside[j] = (i * below + j * left) / (i + j)
    }
    from = low
    to = high
  }
  return to < m ? 1 : outside[m]
}

/** About how many cells `ksExactPValue` visits. */
export const ksExactCells = (n: number, m: number, gap: number): number => (n + 1) * Math.min(m + 1, (2 * gap) / n + 1)
