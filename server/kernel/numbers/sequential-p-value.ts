export type SequentialPValue = { pValue: number; replicates: number; /** Draws at least as large as what was seen. */ exceeding: number }

/**
 * The p-value of what was seen among random draws of the same statistic when nothing has changed: drawing ends once `enough` are at least as
 * large, which fixes p to about 1/√enough of itself, or at `most` draws (J. Besag and P. Clifford, Biometrika 78, 1991).
 * Valid for any numbers: P(p ≤ α) ≤ α.
 */
export function sequentialPValue(seen: number, draw: () => number, most = 999, enough = 25): SequentialPValue {
  let [exceeding, replicates] = [0, 0]
  while (replicates < most && exceeding < enough) {
    replicates++
    if (draw() >= seen) exceeding++
  }
  const pValue = exceeding === enough ? exceeding / replicates : (exceeding + 1) / (replicates + 1)
  return { pValue, replicates, exceeding }
}
