import { countUpTo } from '../drift/frozen-bins.ts'
import type { SplitSample } from '../drift/split-sample.ts'
import { sortFloats } from '../numbers/sort-floats.ts'
import { finish, mix } from '../sketch/hash.ts'
import { rowsOf } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import { MOST_EXAMPLES } from './example-rows.ts'

/** Hashes rows of a table whose columns come one after another, in the same order for all tables that are compared. */
export class RowHasher {
  readonly #first: Int32Array
  readonly #second: Int32Array

  constructor(rows: number) {
    this.#first = new Int32Array(rows).fill(0x2545f491)
    this.#second = new Int32Array(rows).fill(0x1b56c4e9)
  }

  /** Takes in a column of as many rows. */
  add(column: Column): void {
    const [first, second] = [this.#first, this.#second]
    if (column.kind === 'string') {
      const { codes } = column
      for (let row = 0; row < codes.length; row++) {
        first[row] = mix(mix(first[row], codes[row]), 0)
        second[row] = mix(mix(second[row], 0x5bd1e995), codes[row])
      }
      return
    }
    const { values } = column
    const value = new Float64Array(1)
    const words = new Int32Array(value.buffer)
    for (let row = 0; row < values.length; row++) {
      value[0] = values[row] + 0
      first[row] = mix(mix(first[row], words[0]), words[1])
      second[row] = mix(mix(second[row], words[1] ^ 0x5bd1e995), words[0])
    }
  }

  /** A 53-bit hash of each row. */
  hashes(): Float64Array {
    const [first, second] = [this.#first, this.#second]
    const hashes = new Float64Array(first.length)
    for (let row = 0; row < hashes.length; row++) hashes[row] = (finish(first[row]) >>> 0) * 2 ** 21 + (finish(second[row]) >>> 11)
    return hashes
  }
}

/** A 53-bit hash of each row over the given columns, all of `rows` rows. */
export function rowHashes(columns: readonly Column[], rows: number): Float64Array {
  const hasher = new RowHasher(rows)
  for (const column of columns) hasher.add(column)
  return hasher.hashes()
}

/** How many rows repeat an earlier one, the pairs of equal rows, and up to five rows that repeat. */
export function repeats(hashes: Float64Array): { count: number; pairs: number; examples: number[] } {
  const sorted = sortFloats(hashes)
  let [count, pairs, run] = [0, 0, 0]
  const twice = new Set<number>()
  for (let i = 1; i < sorted.length; i++) {
    run = sorted[i] === sorted[i - 1] ? run + 1 : 0
    if (run === 0) continue
    count++
    pairs += run
    if (twice.size < 5) twice.add(sorted[i])
  }
  const examples: number[] = []
  const seen = new Set<number>()
  for (let row = 0; row < hashes.length && examples.length < MOST_EXAMPLES && twice.size > 0; row++) {
    if (!twice.has(hashes[row])) continue
    if (seen.has(hashes[row])) examples.push(row)
    seen.add(hashes[row])
  }
  return { count, pairs, examples }
}

/**
 * Of each row, 1 when its value came in an earlier row; missing values repeat nothing.
 *
 * @param sample the column's numbers in order, where they are at hand
 */
export function repeatedRows(column: Column, sample?: SplitSample): Uint8Array {
  const rows = rowsOf(column)
  const repeated = new Uint8Array(rows)
  if (column.kind === 'string') {
    const seen = new Uint8Array(column.dictionary.length)
    for (let row = 0; row < rows; row++) {
      const code = column.codes[row]
      if (code < 0) continue
      repeated[row] = seen[code]
      seen[code] = 1
    }
    return repeated
  }
  const { values } = column
  const twice = [...repeatedValues(sample?.present ?? sortFloats(values))]
  const seen = new Uint8Array(twice.length)
  const known = Float64Array.from(twice)
  for (let row = 0; row < rows && known.length > 0; row++) {
    const at = countUpTo(known, values[row]) - 1
    if (at < 0 || known[at] !== values[row]) continue
    repeated[row] = seen[at]
    seen[at] = 1
  }
  return repeated
}

/** Each value that comes more than once among ascending ones. */
function* repeatedValues(sorted: Float64Array): Generator<number> {
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1] && (i === 1 || sorted[i] !== sorted[i - 2])) yield sorted[i]
}
