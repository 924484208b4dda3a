import type { Column } from '../table/column.ts'

/** One round of MurmurHash3 over 32 bits. */
function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** The values of a column as pairs of 32-bit words. */
function words(column: Column): (row: number) => [number, number] {
  if (column.kind === 'string') return (row) => [column.codes[row], 0]
  const buffer = new Float64Array(1)
  const halves = new Int32Array(buffer.buffer)
  return (row) => {
    buffer[0] = column.values[row] + 0
    return [halves[0], halves[1]]
  }
}

/** A 53-bit hash of each row over the given columns, all of `rows` rows. */
export function rowHashes(columns: readonly Column[], rows: number): Float64Array {
  const first = new Int32Array(rows).fill(0x2545f491)
  const second = new Int32Array(rows).fill(0x1b56c4e9)
  for (const column of columns) {
    const wordsAt = words(column)
    for (let row = 0; row < rows; row++) {
      const [low, high] = wordsAt(row)
      first[row] = mix(mix(first[row], low), high)
      second[row] = mix(mix(second[row], high ^ 0x5bd1e995), low)
    }
  }
  return Float64Array.from(first, (hash, row) => finish(hash) * 2 ** 21 + (finish(second[row]) >>> 11))
}

/** How many rows repeat an earlier one, the pairs of equal rows, and up to five rows that repeat. */
export function repeats(hashes: Float64Array): { count: number; pairs: number; examples: number[] } {
  const sorted = Float64Array.from(hashes).sort()
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
  for (let row = 0; row < hashes.length && examples.length < 5 && twice.size > 0; row++) {
    if (!twice.has(hashes[row])) continue
    if (seen.has(hashes[row])) examples.push(row)
    seen.add(hashes[row])
  }
  return { count, pairs, examples }
}
