import { DistinctCounter } from '../sketch/distinct-counter.ts'
import { NO_MOMENTS } from '../sketch/exact-moments.ts'
import type { FrequentValues } from '../sketch/frequent-values.ts'
import type { QuantileSketch } from '../sketch/quantile-sketch.ts'
import { noTexts } from '../sketch/text-tally.ts'
import type { Lengths, TextTally } from '../sketch/text-tally.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { Tree } from './forest.ts'

/** Of the serialised form; profiles of another version are refused, not guessed. */
export const PROFILE_VERSION = 2

/** An integer in hexadecimal, and how many digits 0 follow. */
type WrittenInteger = [digits: string, zeros: number]
/** A count and its value; an infinity by its sign. */
type WrittenCount = [count: number, value: number | string | { sign: 1 | -1 }]
type WrittenTree = Omit<QuantileSketch, 'values'> & { level: number; index: number; values: string; frequent: WrittenCount[]; lost: number }
type WrittenText = Omit<TextTally, 'units' | 'points' | 'folded'> & { units: number[]; points: number[]; folded: readonly number[] | string }

/** A profile as plain JSON. */
type WrittenProfile = Omit<ColumnProfile, 'moments' | 'distinct' | 'text' | 'forest'> & {
  version: number
  moments: { count: number; min: number; max: number; sum: WrittenInteger; squares: WrittenInteger } | null
  distinct: readonly number[] | string
  text: WrittenText | null
  forest: WrittenTree[]
}

function writeInteger(value: bigint): WrittenInteger {
  const digits = value.toString(16)
  const kept = digits.replace(/0+$/, '')
  return [kept === '' || kept === '-' ? '0' : kept, kept === '' ? 0 : digits.length - kept.length]
}

function readInteger([digits, zeros]: WrittenInteger): bigint {
  const magnitude = BigInt(`0x${digits.replace('-', '')}`) << BigInt(4 * zeros)
  return digits.startsWith('-') ? -magnitude : magnitude
}

function writeDoubles(values: Float64Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return btoa(String.fromCharCode(...bytes))
}

const readDoubles = (base64: string): Float64Array => new Float64Array(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)).buffer)

const writeLengths = ({ least, most, total }: Lengths): number[] => [least, most, total]
const readLengths = ([least, most, total]: number[]): Lengths => ({ least, most, total })

const writeFrequent = ({ counts }: FrequentValues): WrittenCount[] =>
  [...counts].map(([value, count]) => [count, typeof value === 'string' || Number.isFinite(value) ? value : { sign: value > 0 ? 1 : -1 }])

const readFrequent = (written: WrittenCount[], error: number): FrequentValues => ({
  counts: new Map(written.map(([count, value]) => [typeof value === 'object' ? value.sign * Infinity : value, count])),
  error,
})

function writeTree({ level, index, quantiles, frequent }: Tree): WrittenTree {
  return { level, index, ...quantiles, values: writeDoubles(quantiles.values), frequent: writeFrequent(frequent), lost: frequent.error }
}

function readTree({ level, index, weight, error, variance, values, frequent, lost }: WrittenTree): Tree {
  return { level, index, quantiles: { weight, values: readDoubles(values), error, variance }, frequent: readFrequent(frequent, lost) }
}

/** The profile as JSON text of some kilobytes, which `parseProfile` gives back bit by bit. */
export function serialiseProfile(profile: ColumnProfile): string {
  const { moments, distinct, text, forest, ...rest } = profile
  const written: WrittenProfile = {
    version: PROFILE_VERSION,
    ...rest,
    moments: moments.count === 0 ? null : { ...moments, sum: writeInteger(moments.sum), squares: writeInteger(moments.squares) },
    distinct: distinct.toJson(),
    text: text.count === 0 ? null : { ...text, units: writeLengths(text.units), points: writeLengths(text.points), folded: text.folded.toJson() },
    forest: forest.map(writeTree),
  }
  return JSON.stringify(written)
}

/** The profile of a text that `serialiseProfile` wrote. Throws RangeError when it is of another version or no profile. */
export function parseProfile(text: string): ColumnProfile {
  const written = JSON.parse(text) as WrittenProfile
  if (written.version !== PROFILE_VERSION) throw new RangeError(`This is no column profile of version ${PROFILE_VERSION}`)
  const { version: _, moments, distinct, text: texts, forest, ...rest } = written
  return {
    ...rest,
    moments: moments === null ? NO_MOMENTS : { ...moments, sum: readInteger(moments.sum), squares: readInteger(moments.squares) },
    distinct: DistinctCounter.fromJson(distinct),
    text:
      texts === null
        ? noTexts()
        : { ...texts, units: readLengths(texts.units), points: readLengths(texts.points), folded: DistinctCounter.fromJson(texts.folded) },
    forest: forest.map(readTree),
  }
}
