import { seededRandom } from '../numbers/random.ts'
import type { RankTable } from './rank-table.ts'

const REPLICATES = 200
/** Distinct scores beyond which neighbours are drawn together. */
const MOST_GROUPS = 500
const SEED = 20_261_125

/** Neighbouring scores put together until few enough are left. */
function condensed(table: RankTable): RankTable {
  const groups = table.scores.length
  if (groups <= MOST_GROUPS) return table
  const starts = Array.from({ length: MOST_GROUPS }, (_, g) => Math.floor((g * groups) / MOST_GROUPS))
  const total = (counts: Uint32Array, g: number) => counts.subarray(starts[g], starts[g + 1] ?? groups).reduce((sum, count) => sum + count, 0)
  return {
    ...table,
    scores: Float64Array.from(starts, (at) => table.scores[at]),
    positives: Uint32Array.from(starts, (_, g) => total(table.positives, g)),
    negatives: Uint32Array.from(starts, (_, g) => total(table.negatives, g)),
  }
}

/** Draws as many rows as there are, with replacement within each class, so that both classes stay. */
function resampled(counts: Uint32Array, total: number, random: ReturnType<typeof seededRandom>): Uint32Array {
  let [left, mass] = [total, total]
  return counts.map((count) => {
    const drawn = mass > 0 ? random.binomial(left, Math.min(1, count / mass)) : 0
    left -= drawn
    mass -= count
    return drawn
  })
}

/** Standard error of a statistic of ranked scores by a seeded bootstrap of 200 draws within each class; more than 500 distinct scores are grouped. */
export function bootstrapTable(table: RankTable, statistic: (table: RankTable) => number): { standardError: number } {
  const base = condensed(table)
  const random = seededRandom(SEED)
  const values = Array.from({ length: REPLICATES }, () =>
    statistic({ ...base, positives: resampled(base.positives, base.positive, random), negatives: resampled(base.negatives, base.negative, random) }),
  )
  const mean = values.reduce((sum, value) => sum + value, 0) / REPLICATES
  return { standardError: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (REPLICATES - 1)) }
}
