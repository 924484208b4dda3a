import { seededRandom } from '../../numbers/random.ts'
import { rankTable } from '../../performance/rank-table.ts'
import { rocAuc } from '../../performance/roc-auc.ts'
import { mannWhitneyTest } from '../tests/mann-whitney-test.ts'
import { LEAST_ROWS } from './binned-rows.ts'
import type { BinnedRows } from './binned-rows.ts'
import { boostedScores } from './boosted-trees.ts'
import { tellingProducts } from './products.ts'

/** Features named. */
const NAMED = 5

export type MultivariateDrift = {
  /** Area under the ROC curve of telling current rows from reference rows, all features together: 0.5 when they cannot be told apart. */
  auc: number
  lower: number
  upper: number
  /** One-sided: of an area this large when nothing has changed. */
  pValue: number
  /** Features that told them apart, with their share of the loss taken away. */
  topFeatures: { feature: string; share: number }[]
  /** Rows of each side that were looked at, half of them to learn from. */
  rows: { reference: number; current: number }
}

/** Half of the rows to learn from and the other half to be judged on, in random order, either with half of both classes. */
function halvesOf(truth: Uint8Array): { training: Int32Array; scored: Int32Array } {
  const random = seededRandom(20_260_105)
  const order = Int32Array.from(truth, (_, row) => row)
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.integer(at + 1)
    ;[order[at], order[other]] = [order[other], order[at]]
  }
  const half = new Uint8Array(truth.length)
  const seen = [0, 0]
  for (const row of order) half[row] = seen[truth[row]]++ % 2
  return { training: order.filter((row) => half[row] === 0), scored: order.filter((row) => half[row] === 1) }
}

/**
 * Can current rows be told from reference rows by all features together? Sees changes in how features depend on each other, which no test of one
 * feature does. Small boosted trees over the features and their most telling products learn from half of at most 10,000 rows a side and are judged on the other
 * half, so that DeLong's interval and Mann and Whitney's p-value hold; from a fixed seed. Undefined below two features or 100 rows a side,
 * or when features have not the same number of rows.
 */
export function domainClassifier(samples: readonly { feature: string; rows: BinnedRows }[]): MultivariateDrift | undefined {
  if (samples.length < 2) return undefined
  const { reference, current } = samples[0].rows
  if (samples.some(({ rows }) => rows.reference !== reference || rows.current !== current)) return undefined
  if (Math.min(reference, current) < LEAST_ROWS) return undefined
  const truth = new Uint8Array(reference + current).fill(1, reference)
  const { training, scored } = halvesOf(truth)
  const bins = samples.map(({ rows }) => rows.bins)
  const products = tellingProducts(bins, truth, training)
  const features = [...bins, ...products.map((product) => product.bins)]
  const gains = new Float64Array(features.length)
  const scores = boostedScores(features, truth, { training, scored }, { gains, random: seededRandom(20_260_106), optional: bins.length })
  const classes = Uint8Array.from(scored, (row) => truth[row])
  const area = rocAuc(rankTable(scores, classes))
  if ('undefined' in area) return undefined
  products.forEach(({ pair }, k) => pair.forEach((feature) => (gains[feature] += gains[bins.length + k] / 2)))
  const total = gains.subarray(0, bins.length).reduce((sum, gain) => sum + gain, 0)
  const ranked = samples.map(({ feature }, k) => ({ feature, share: total > 0 ? gains[k] / total : 0 })).sort((a, b) => b.share - a.share)
  const [low, high] = [0, 1].map((of) => scores.filter((_, k) => classes[k] === of).sort())
  return {
    auc: area.value,
    lower: area.lower,
    upper: area.upper,
    pValue: mannWhitneyTest(high, low).greater,
    topFeatures: ranked.slice(0, NAMED).filter(({ share }) => share > 0),
    rows: { reference, current },
  }
}
