import { MISSING_RANK, rankOf } from './column-ranks.ts'
import type { ColumnRanks } from './column-ranks.ts'

const MOST_ROWS = 512
const MOST_ENTRIES = 2 ** 20

/**
 * Some rows at a time, column by column: comparisons then run along a column, without a branch to mispredict.
 *
 * Entry `column * capacity + row`, for `count` rows from row `from` of the encoded ones.
 */
export type RowChunk = {
  readonly capacity: number
  readonly ranks: Int32Array
  /** Whether a column of the chunk has a missing value. */
  readonly hasMissing: Uint8Array
  /** The encoded rows, row-major with `stride` columns. */
  encoded: Float64Array
  readonly stride: number
  from: number
  count: number
}

/**
 * Room for chunks of at most `rows` rows.
 *
 * @param beside numbers that each row takes elsewhere while its chunk is worked on (0)
 */
export function rowChunk(columns: number, rows: number, beside = 0): RowChunk {
  const capacity = Math.max(1, Math.min(MOST_ROWS, rows, Math.floor(MOST_ENTRIES / Math.max(1, columns, beside))))
  return {
    capacity,
    ranks: new Int32Array(columns * capacity),
    hasMissing: new Uint8Array(columns),
    encoded: new Float64Array(0),
    stride: columns,
    from: 0,
    count: 0,
  }
}

/** Moves the chunk to the encoded rows `from … from + count - 1`. */
export function fillChunk(chunk: RowChunk, ranks: ColumnRanks, encoded: Float64Array, from: number, count: number): void {
  const { capacity, stride } = chunk
  chunk.encoded = encoded
  chunk.from = from
  chunk.count = count
  for (let column = 0; column < stride; column++) {
    if (ranks.compared[column] === 0) continue
    let missing = 0
    for (let row = 0; row < count; row++) {
      const rank = rankOf(ranks, column, encoded[(from + row) * stride + column])
      if (rank === MISSING_RANK) missing = 1
      chunk.ranks[column * capacity + row] = rank
    }
    chunk.hasMissing[column] = missing
  }
}
