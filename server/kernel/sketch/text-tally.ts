import { DistinctCounter } from './distinct-counter.ts'

/** ASCII without capital letters, and no blank at its ends: as most categories are written. */
function isFolded(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 126 || (unit >= 65 && unit <= 90)) return false
  }
  return text === '' || (text.charCodeAt(0) > 32 && text.charCodeAt(text.length - 1) > 32)
}

/** Case and outer blanks do not count: as Unicode case folding, but for a few letters that have none. */
export const foldText = (text: string): string => (isFolded(text) ? text : text.trim().toUpperCase().toLowerCase())

/** The shortest, longest and all lengths together. */
export type Lengths = { least: number; most: number; total: number }

const noLengths = (): Lengths => ({ least: Infinity, most: 0, total: 0 })

function addLength(lengths: Lengths, length: number, times: number): void {
  lengths.least = Math.min(lengths.least, length)
  lengths.most = Math.max(lengths.most, length)
  lengths.total += length * times
}

const mergeLengths = (a: Lengths, b: Lengths): Lengths => ({ least: Math.min(a.least, b.least), most: Math.max(a.most, b.most), total: a.total + b.total })

/** What the texts of a column look like; every part is the same in whatever order texts come. */
export type TextTally = {
  count: number
  /** Texts of no character, and of blanks only. */
  empty: number
  blank: number
  /** In UTF-16 units, and in Unicode code points. */
  units: Lengths
  points: Lengths
  /** Different texts when case and outer blanks do not count. */
  folded: DistinctCounter
}

export const noTexts = (): TextTally => ({
  count: 0,
  empty: 0,
  blank: 0,
  units: noLengths(),
  points: noLengths(),
  folded: new DistinctCounter(),
})

function codePoints(text: string): number {
  let points = text.length
  for (let i = 0; i + 1 < text.length; i++)
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      points--
      i++
    }
  return points
}

/** Takes in a text that came `times` times. */
export function addText(tally: TextTally, text: string, times: number): void {
  tally.count += times
  if (text === '') tally.empty += times
  else if (text.trim() === '') tally.blank += times
  addLength(tally.units, text.length, times)
  addLength(tally.points, codePoints(text), times)
  tally.folded.addText(foldText(text))
}

export function mergeTexts(a: TextTally, b: TextTally): TextTally {
  const folded = new DistinctCounter()
  folded.merge(a.folded)
  folded.merge(b.folded)
  return {
    count: a.count + b.count,
    empty: a.empty + b.empty,
    blank: a.blank + b.blank,
    units: mergeLengths(a.units, b.units),
    points: mergeLengths(a.points, b.points),
    folded,
  }
}
