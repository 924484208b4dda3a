import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { jackknifeCoefficient } from './confusion-jackknife.ts'

type Counts = readonly (readonly number[])[]

function marginsOf(counts: Counts): { truth: number[]; decided: number[]; n: number; hits: number } {
  const truth = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const decided = counts.map((_, c) => counts.reduce((sum, row) => sum + row[c], 0))
  return { truth, decided, n: truth.reduce((sum, count) => sum + count, 0), hits: counts.reduce((sum, row, c) => sum + row[c], 0) }
}

const product = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0)

/** Matthews' correlation of truth and decision, for any number of classes (Gorodkin, 2004). */
function matthews(counts: Counts): number {
  const { truth, decided, n, hits } = marginsOf(counts)
  const spread = Math.sqrt(n * n - product(truth, truth)) * Math.sqrt(n * n - product(decided, decided))
  return (hits * n - product(truth, decided)) / spread
}

/** Cohen's kappa: one minus disagreement over that of independent truth and decision, disagreements weighed by distance^power. */
const kappa =
  (power: 0 | 2) =>
  (counts: Counts): number => {
    const { truth, decided, n } = marginsOf(counts)
    const weight = (t: number, p: number) => (t === p ? 0 : power === 0 ? 1 : (t - p) ** 2)
    let [seen, expected] = [0, 0]
    counts.forEach((row, t) =>
      row.forEach((count, p) => {
        seen += weight(t, p) * count
        expected += (weight(t, p) * truth[t] * decided[p]) / n
      }),
    )
    return 1 - seen / expected
  }

export type AgreementMeasure = 'matthewsCorrelation' | 'cohenKappa' | 'quadraticKappa'

/** Agreement of truth and decision beyond chance, from their counts; undefined where either knows one class alone. */
export function agreement(counts: Counts): Record<AgreementMeasure, Measure> {
  const { truth, decided, n } = marginsOf(counts)
  const kinds = (margin: readonly number[]) => margin.filter((count) => count > 0).length
  const of = (functional: (held: Counts) => number, possible: boolean): Measure =>
    n === 0
      ? undefinedBecause('no-rows')
      : possible
        ? jackknifeCoefficient(counts, n, functional)
        : undefinedBecause(kinds(truth) < 2 ? 'one-class' : 'one-decision')
  const both = kinds(truth) > 1 && kinds(decided) > 1
  // Kappa needs only that truth and decision are not both the same one class.
  const either = kinds(truth.map((count, c) => count + decided[c])) > 1
  return { matthewsCorrelation: of(matthews, both), cohenKappa: of(kappa(0), either), quadraticKappa: of(kappa(2), either) }
}
