import { logBinomialMass } from '../numbers/deviance.ts'

/** `oddsRatio`: ad/(bc) of the table seen; null where bc is 0. */
export type FisherTest = { oddsRatio: number | null; twoSided: number; less: number; greater: number }

/**
 * Fisher's exact test of a 2 × 2 table [[a, b], [c, d]] of counts. Two-sided: the probability, under fixed margins, of all
 * tables at most as probable as the one seen. An empty margin gives 1. Cost: one step per possible table.
 */
export function fisherExact(a: number, b: number, c: number, d: number): FisherTest {
  const [n, m, column] = [a + b, c + d, a + c]
  const total = n + m
  const oddsRatio = b * c === 0 ? null : (a * d) / (b * c)
  if (n === 0 || m === 0 || column === 0 || column === total) return { oddsRatio, twoSided: 1, less: 1, greater: 1 }
  const p = column / total
  const q = (total - column) / total
  const whole = logBinomialMass(column, total, p, q)
  const logMass = (x: number): number => logBinomialMass(x, n, p, q) + logBinomialMass(column - x, m, p, q) - whole
  const seen = logMass(a)
  let [twoSided, less, greater] = [0, 0, 0]
  for (let x = Math.max(0, column - m); x <= Math.min(n, column); x++) {
    const log = logMass(x)
    const mass = Math.exp(log)
    if (x <= a) less += mass
    if (x >= a) greater += mass
    // Tables of equal probability come out equal up to rounding.
    if (log <= seen + 1e-7) twoSided += mass
  }
  return { oddsRatio, twoSided: Math.min(1, twoSided), less: Math.min(1, less), greater: Math.min(1, greater) }
}
