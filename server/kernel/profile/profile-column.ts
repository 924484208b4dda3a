import type { Column, StringColumn } from '../table/column.ts'
import { BLOCK_ROWS, emptyProfile } from './column-profile.ts'
import type { ColumnProfile } from './column-profile.ts'
import { SLOT_LEVEL } from './forest.ts'
import { plantTexts, takeNumbers, takeTexts } from './profile-block.ts'
import type { CountedTexts } from './profile-block.ts'

export type ProfileOptions = {
  /** Position of the first block among all that will be merged; 0 by default. */
  firstBlock?: number
  /** Bins to count finite values in. */
  edges?: readonly number[]
}

/** Position of the first block of a slot: streams of rows (hours, files) whose profiles are to merge take one slot each. */
export const firstBlockOf = (slot: number): number => slot * 2 ** SLOT_LEVEL

/** The texts of consecutive rows, counted; `totals` counts on. */
function countBlock({ codes, dictionary }: StringColumn, from: number, to: number, counts: Int32Array, totals: Float64Array): CountedTexts {
  const seen: number[] = []
  let missing = 0
  for (let row = from; row < to; row++) {
    const code = codes[row]
    if (code < 0) missing++
    else if (counts[code]++ === 0) seen.push(code)
  }
  const counted = { texts: seen.map((code) => dictionary[code]), counts: seen.map((code) => counts[code]), missing }
  for (const code of seen) {
    totals[code] += counts[code]
    counts[code] = 0
  }
  return counted
}

/**
 * The profile of a column in memory. A part of a longer column has the same blocks as in the whole when it begins at a multiple of
 * BLOCK_ROWS and `firstBlock` says at which.
 */
export function profileColumn(column: Column, { firstBlock = 0, edges }: ProfileOptions = {}): ColumnProfile {
  const profile = emptyProfile(column.type, edges)
  if (column.kind === 'numeric') {
    for (let at = 0; at < column.values.length; at += BLOCK_ROWS)
      takeNumbers(profile, firstBlock + at / BLOCK_ROWS, column.values.subarray(at, at + BLOCK_ROWS))
    return profile
  }
  const { codes, dictionary } = column
  const counts = new Int32Array(dictionary.length)
  const totals = new Float64Array(dictionary.length)
  let missing = 0
  for (let at = 0; at < codes.length; at += BLOCK_ROWS) {
    const counted = countBlock(column, at, Math.min(codes.length, at + BLOCK_ROWS), counts, totals)
    missing += counted.missing
    plantTexts(profile, firstBlock + at / BLOCK_ROWS, counted)
  }
  const used = Array.from(totals.keys()).filter((code) => totals[code] > 0)
  takeTexts(profile, { texts: used.map((code) => dictionary[code]), counts: used.map((code) => totals[code]), missing })
  return profile
}
