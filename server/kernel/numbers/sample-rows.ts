import type { Random } from './random.ts'

/** At most `most` of the row numbers 0 … rows - 1, each set equally likely, ascending (R. W. Floyd, Comm. ACM 30(9), 1987). All when there are no more. */
export function sampleRows(random: Random, rows: number, most: number): Int32Array {
  if (rows <= most) return Int32Array.from({ length: rows }, (_, row) => row)
  const chosen = new Set<number>()
  for (let row = rows - most; row < rows; row++) {
    const candidate = random.integer(row + 1)
    chosen.add(chosen.has(candidate) ? row : candidate)
  }
  return Int32Array.from(chosen).sort()
}
