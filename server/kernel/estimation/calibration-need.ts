import { seededRandom } from '../numbers/random.ts'
import type { Random } from '../numbers/random.ts'
import { fitIsotonicShare, isotonicAt } from '../performance/isotonic.ts'
import { rankTable } from '../performance/rank-table.ts'

const SPLITS = 10
const TEST_SHARE = 0.1
const BINS = 10
/** Rows beyond which an even sample decides. */
const MOST_ROWS = 20_000
const SEED = 42

/** Mean gap between score and share of positives over ten bins of about equally many rows. */
function calibrationGap(scores: Float64Array, truth: Uint8Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b])
  let gap = 0
  for (let b = 0; b < BINS; b++) {
    let [score, positives] = [0, 0]
    for (const row of order.subarray(Math.floor((b * order.length) / BINS), Math.floor(((b + 1) * order.length) / BINS))) {
      score += scores[row]
      positives += truth[row]
    }
    gap += Math.abs(score - positives)
  }
  return gap / order.length
}

/** Moves a tenth of the rows, drawn at random, to the front. */
function drawTest(rows: Uint32Array, random: Random): number {
  const count = Math.max(1, Math.round(rows.length * TEST_SHARE))
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(rows.length - i)
    ;[rows[i], rows[j]] = [rows[j], rows[i]]
  }
  return count
}

/**
 * Whether isotonic recalibration of probabilities brings them closer to the shares that occur, on rows it was not fitted to:
 * ten seeded splits that keep both classes in proportion, judged together. `truth` 1 or 0.
 */
export function needsCalibration(scores: Float64Array, truth: Uint8Array): boolean {
  const step = Math.max(1, scores.length / MOST_ROWS)
  const rows = Array.from({ length: Math.floor(scores.length / step) }, (_, i) => Math.floor(i * step))
  const classes = [1, 0].map((wanted) => Uint32Array.from(rows.filter((row) => truth[row] === wanted)))
  if (classes.some(({ length }) => length < 2)) return false
  const random = seededRandom(SEED)
  const [before, after, held]: [number[], number[], number[]] = [[], [], []]
  for (let split = 0; split < SPLITS; split++) {
    const counts = classes.map((each) => drawTest(each, random))
    const train = classes.flatMap((each, c) => [...each.subarray(counts[c])])
    const fit = fitIsotonicShare(
      rankTable(
        Float64Array.from(train, (row) => scores[row]),
        Uint8Array.from(train, (row) => truth[row]),
      ),
    )
    for (const row of classes.flatMap((each, c) => [...each.subarray(0, counts[c])])) {
      before.push(scores[row])
      after.push(isotonicAt(fit, scores[row]))
      held.push(truth[row])
    }
  }
  const known = Uint8Array.from(held)
  return calibrationGap(Float64Array.from(before), known) > calibrationGap(Float64Array.from(after), known)
}
