import type { SurrogateStability } from '../explanation-result.ts'
import { significant } from '../global/significant.ts'
import type { LimeFit } from './lime-fit.ts'

const TOP = 5
/** Below this share of explained variance a local line says little. */
const FAITHFUL_R2 = 0.6

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Features in order of the size of their weight. */
const orderOf = (weights: ArrayLike<number>): number[] =>
  Array.from({ length: weights.length }, (_, i) => i).sort((a, b) => Math.abs(weights[b]) - Math.abs(weights[a]) || a - b)

function jaccard(a: readonly number[], b: readonly number[]): number {
  const common = a.filter((one) => b.includes(one)).length
  return common / (a.length + b.length - common)
}

/**
 * How stable LIME is: each row fitted once per seed, compared with itself and with the row's contributions.
 *
 * @param fits one list per row, one fit per seed (at least two)
 * @param contributions of the same rows, row-major
 */
export function surrogateStability(fits: readonly (readonly LimeFit[])[], contributions: Float64Array, samples: number): SurrogateStability {
  const features = fits[0][0].coefficients.length
  const top = Math.min(TOP, features)
  const byRow = fits.map((ofRow, row) => {
    const orders = ofRow.map(({ coefficients }) => orderOf(coefficients))
    const tops = orders.map((order) => order.slice(0, top))
    const exact = orderOf(contributions.subarray(row * features, (row + 1) * features)).slice(0, top)
    const pairs = tops.flatMap((one, i) => tops.slice(0, i).map((other) => jaccard(one, other)))
    const ever = [...new Set(tops.flat())]
    const deviations = ever.map((feature) => {
      const ranks = orders.map((order) => order.indexOf(feature) + 1)
      const middle = mean(ranks)
      return Math.sqrt(mean(ranks.map((rank) => (rank - middle) ** 2)))
    })
    return { jaccard: mean(pairs), deviation: mean(deviations), agreement: mean(tops.map((one) => jaccard(one, exact))), r2: mean(ofRow.map(({ r2 }) => r2)) }
  })
  return {
    method: 'lime',
    rows: fits.length,
    seeds: fits[0].length,
    samples,
    top,
    jaccard: significant(mean(byRow.map((row) => row.jaccard))),
    rankDeviation: significant(mean(byRow.map((row) => row.deviation))),
    agreement: significant(mean(byRow.map((row) => row.agreement))),
    r2: significant(mean(byRow.map((row) => row.r2))),
    unfaithful: significant(mean(byRow.map((row) => (row.r2 < FAITHFUL_R2 ? 1 : 0)))),
  }
}
