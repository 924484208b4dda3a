import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { jackknifeCoefficient } from './confusion-jackknife.ts'
import type { Margins } from './confusion-jackknife.ts'

const product = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0)

/** Matthews' correlation of truth and decision, for any number of classes (Gorodkin, 2004). */
function matthews(margins: Margins): Measure {
  const { inTruth, decided, n, hits } = margins
  const [ofTruth, ofDecisions] = [n * n - product(inTruth, inTruth), n * n - product(decided, decided)]
  const spread = Math.sqrt(ofTruth) * Math.sqrt(ofDecisions)
  const value = (hits * n - product(inTruth, decided)) / spread
  return jackknifeCoefficient(margins, value, (t, p) => {
    const above = (t === p ? n : 0) + hits - decided[t] - inTruth[p]
    return above / spread - value * ((n - inTruth[t]) / ofTruth + (n - decided[p]) / ofDecisions)
  })
}

/** Mean of distance^power of class c to the classes that `margin` counts, and all those means; distance^0 is 1 between different classes. */
function distancesTo(margin: readonly number[], power: 0 | 2): number[] {
  const [rows, first, second] = margin.reduce(([a, b, c], count, at) => [a + count, b + count * at, c + count * at * at], [0, 0, 0])
  return margin.map((count, c) => (power === 0 ? rows - count : rows * c * c - 2 * c * first + second) / rows)
}

/** Cohen's kappa: one minus disagreement over that of independent truth and decision, disagreements weighed by distance^power. */
function kappa(margins: Margins, power: 0 | 2): Measure {
  const { counts, inTruth, decided } = margins
  const weight = (t: number, p: number) => (t === p ? 0 : power === 0 ? 1 : (t - p) ** 2)
  const seen = counts.reduce((sum, row, t) => row.reduce((part, count, p) => part + weight(t, p) * count, sum), 0)
  const [toDecided, toTruth] = [distancesTo(decided, power), distancesTo(inTruth, power)]
  const expected = product(inTruth, toDecided)
  const ratio = seen / expected
  return jackknifeCoefficient(margins, 1 - ratio, (t, p) => (ratio * (toDecided[t] + toTruth[p] - expected / margins.n) - weight(t, p)) / expected)
}

export type AgreementMeasure = 'matthewsCorrelation' | 'cohenKappa' | 'quadraticKappa'

/** Agreement of truth and decision beyond chance, from their counts; undefined where either knows one class alone. */
export function agreement(margins: Margins): Record<AgreementMeasure, Measure> {
  const { inTruth, decided, n } = margins
  const kinds = (margin: readonly number[]) => margin.filter((count) => count > 0).length
  const of = (measure: () => Measure, possible: boolean): Measure =>
    n === 0 ? undefinedBecause('no-rows') : possible ? measure() : undefinedBecause(kinds(inTruth) < 2 ? 'one-class' : 'one-decision')
  const both = kinds(inTruth) > 1 && kinds(decided) > 1
  // Kappa needs only that truth and decision are not both the same one class.
  const either = kinds(inTruth.map((count, c) => count + decided[c])) > 1
  return {
    matthewsCorrelation: of(() => matthews(margins), both),
    cohenKappa: of(() => kappa(margins, 0), either),
    quadraticKappa: of(() => kappa(margins, 2), either),
  }
}
