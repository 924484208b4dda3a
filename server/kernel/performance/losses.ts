import { meanInterval } from '../intervals/bounded.ts'
import type { Estimate } from '../numbers/measure.ts'
import { Sum } from '../numbers/sum.ts'

const EPSILON = 2 ** -52
/** The largest loss that a clipped probability can have. */
export const LARGEST_LOG_LOSS = -Math.log(EPSILON)

/** Loss of having given probability `p` to what happened, clipped to [2^-52, 1 - 2^-52] as scikit-learn does. */
export const logLossOf = (p: number): number => -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, p)))

/** Mean of `rows` ≥ 1 losses in [0, bound], with an interval from their spread. */
export function meanLoss(rows: number, loss: (row: number) => number, bound: number): Estimate {
  const sum = new Sum()
  for (let row = 0; row < rows; row++) sum.add(loss(row))
  const mean = sum.value / rows
  const squares = new Sum()
  for (let row = 0; row < rows; row++) squares.add((loss(row) - mean) ** 2)
  const error = rows > 1 ? Math.sqrt(squares.value / (rows - 1) / rows) : 0
  // Spread that is nothing but rounding is none.
  return meanInterval(mean, error > 1e-12 * mean ? error : 0, rows, bound)
}
