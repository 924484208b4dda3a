/**
 * The rows a model-agnostic explanation needs scored. Each is a mixture of the explained row and one background row:
 * `choice[player]` is -1 where it takes the explained row's value and the background row's index elsewhere.
 *
 * The plan never sees values, so players may be columns of any type, or groups of them.
 */
export type CoalitionPlan = {
  readonly players: number
  readonly evaluations: number
  /** Writes the choices of evaluations `from … from + count - 1` to `choice`, row-major (count × players). */
  readonly write: (from: number, count: number, choice: Int32Array) => void
}

export const EXPLAINED_ROW = -1

/** Contributions of one row to the output score, with the error of the estimate. */
export type EstimatedContributions = {
  readonly contributions: Float64Array
  /** Mean score of the background rows; baseValue + contributions = score of the row. */
  readonly baseValue: number
  /** Standard error of each contribution; all 0 when every coalition was scored. */
  readonly standardErrors: Float64Array
  /** 95 % confidence interval of each contribution. */
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** Scores mixtures: `choice` is row-major, count × players. */
export type ScoreChoices = (choice: Int32Array, count: number) => Float64Array | Promise<Float64Array>

/**
 * Scores a whole plan in batches.
 *
 * @param batchRows rows per call (1,024)
 * @throws RangeError when a call returns another number of scores
 */
export async function scorePlan(plan: CoalitionPlan, score: ScoreChoices, batchRows = 1024): Promise<Float64Array> {
  const scores = new Float64Array(plan.evaluations)
  for (let from = 0; from < plan.evaluations; from += batchRows) {
    const count = Math.min(batchRows, plan.evaluations - from)
    const choice = new Int32Array(count * plan.players)
    plan.write(from, count, choice)
    const batch = await score(choice, count)
    if (batch.length !== count) throw new RangeError(`The model returned ${batch.length} scores for ${count} rows`)
    scores.set(batch, from)
  }
  return scores
}

/**
 * The numeric rows of a batch of choices, row-major.
 *
 * @param row the explained row; `background` its baseline, row-major
 * @param playerOf the player of each column (by default each column is one)
 */
export function mixRows(
  choice: Int32Array,
  count: number,
  players: number,
  row: ArrayLike<number>,
  background: ArrayLike<number>,
  playerOf?: ArrayLike<number>,
): Float64Array {
  const width = row.length
  const mixed = new Float64Array(count * width)
  for (let i = 0; i < count; i++) {
    for (let column = 0; column < width; column++) {
      const from = choice[i * players + (playerOf ? playerOf[column] : column)]
      mixed[i * width + column] = from === EXPLAINED_ROW ? row[column] : background[from * width + column]
    }
  }
  return mixed
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}
