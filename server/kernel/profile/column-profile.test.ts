import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import type { Column, ColumnType } from '../table/column.ts'
import { BLOCK_ROWS, mergeProfiles, sealProfile } from './column-profile.ts'
import { ColumnProfiler } from './column-profiler.ts'
import { histogramOf } from './histogram.ts'
import { firstBlockOf, profileColumn } from './profile-column.ts'
import { parseProfile, serialiseProfile } from './serialise-profile.ts'
import { summariseProfile } from './summarise-profile.ts'

const numbers = (values: ArrayLike<number>, type: ColumnType = 'number'): Column => ({ kind: 'numeric', name: 'x', type, values: Float64Array.from(values) })
const texts = (cells: readonly (string | null)[], type: ColumnType = 'string'): Column => {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))]
  const codes = new Map(dictionary.map((text, code) => [text, code]))
  return { kind: 'string', name: 'x', type, dictionary, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : (codes.get(cell) ?? -1))) }
}
const sliceOf = (column: Column, from: number, to: number): Column =>
  column.kind === 'numeric' ? { ...column, values: column.values.slice(from, to) } : { ...column, codes: column.codes.slice(from, to) }
const profileOf = (values: readonly number[]) => summariseProfile(profileColumn(numbers(values)))

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })

/** Five blocks and a half of odd numbers, and of texts. */
const ROWS = 5 * BLOCK_ROWS + 1234
const random = seededRandom(5)
const odd = numbers(
  Array.from({ length: ROWS }, () => [Math.exp(9 * random.normal()), NaN, -Infinity, Infinity, -0, random.integer(99)][Math.min(5, random.integer(12))]),
)
const words = texts(Array.from({ length: ROWS }, () => (random.integer(9) === 0 ? null : `w${Math.floor(2000 * random.uniform() ** 3)}`)))

describe('a column profile', () => {
  it('is plain JSON with exact values while they are few', () => {
    const profile = profileOf([3, 1, NaN, 2, 2, Infinity])
    expect(profile).toMatchObject({
      count: 5,
      missing: 1,
      distinct: 4,
      distinctExact: true,
      topError: 0,
      top: [{ value: '2', count: 2 }, { value: '1' }, { value: '3' }, { value: 'Infinity' }],
    })
    expect(profile.numbers).toMatchObject({ infinite: 1, min: 1, max: 3, mean: 2, quantilesExact: true, rankError: 0 })
    expect(profile.numbers?.quantiles.find(({ q }) => q === 0.5)?.value).toBe(2)
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile)
  })

  it('stays plain JSON at the ends of the doubles, and without values', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        const profile = profileOf(values)
        expect(JSON.parse(JSON.stringify(profile).replaceAll('-0,', '0,'))).toEqual(JSON.parse(JSON.stringify(profile)))
        expect(JSON.stringify(profile.numbers ?? {}).replaceAll(/"(?:sd|sum)":null/g, '')).not.toContain('null')
      }),
    )
  })

  it('is the same bits for 1 to 16 workers, in whatever order their parts are merged', () => {
    for (const column of [odd, words]) {
      const whole = serialiseProfile(profileColumn(column, { edges: [0, 1, 50] }))
      for (let workers = 1; workers <= 16; workers++) {
        const parts = Array.from({ length: workers }, (_, worker) => {
          const blocks = Array.from({ length: Math.ceil(ROWS / BLOCK_ROWS) }, (_, block) => block).filter((block) => block % workers === worker)
          return blocks.map((block) => profileColumn(sliceOf(column, block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS), { firstBlock: block, edges: [0, 1, 50] }))
        })
        const merged = parts
          .filter((part) => part.length > 0)
          .map((part) => part.toReversed().reduce(mergeProfiles))
          .reduceRight(mergeProfiles)
        expect(serialiseProfile({ ...merged, distinct: merged.distinct })).toBe(whole)
      }
    }
  })

  it('merges associatively, commutatively, slot by slot', () => {
    const slots = Array.from({ length: 4 }, (_, slot) =>
      sealProfile(profileColumn(sliceOf(odd, slot * 9000, (slot + 1) * 9000), { firstBlock: firstBlockOf(slot + 4) })),
    )
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.boolean(), (order, fromLeft) => {
        const parts = order.map((slot) => slots[slot])
        const merged = fromLeft ? parts.reduce(mergeProfiles) : parts.reduceRight(mergeProfiles)
        expect(serialiseProfile(merged)).toBe(serialiseProfile(slots.reduce(mergeProfiles)))
        expect(merged.forest).toHaveLength(1)
      }),
    )
    expect(() => mergeProfiles(slots[0], slots[0])).toThrow(/would count twice/)
    expect(() => sealProfile(mergeProfiles(slots[0], slots[1]))).toThrow(/one slot/)
  })

  it('is the same whether a column lies in memory or comes value by value', () => {
    const held = odd.kind === 'numeric' ? odd.values : new Float64Array(0)
    const streamed = new ColumnProfiler('number')
    for (let at = 0; at < ROWS; at += 1000) streamed.addNumbers(held.subarray(at, at + 1000))
    expect(serialiseProfile(streamed.finish())).toBe(serialiseProfile(profileColumn(odd)))
    const spelled = new ColumnProfiler('string')
    const codes = words.kind === 'string' ? words : null
    spelled.addTexts(Array.from(codes?.codes ?? [], (code) => codes?.dictionary[code] ?? null))
    const [got, want] = [spelled.finish(), profileColumn(words)]
    expect(summariseProfile(got)).toEqual(summariseProfile(want))
  })

  it('comes back from its serialised form bit by bit, in some kilobytes', () => {
    const edges = [-1, 0, 3]
    for (const column of [odd, words, numbers([]), numbers([-Infinity, 5e-324, -1.7e308]), texts(['', ' ', '\ud800', 'NA'])]) {
      const profile = profileColumn(column, { edges })
      const text = serialiseProfile(profile)
      expect(parseProfile(text)).toEqual(profile)
      expect(serialiseProfile(parseProfile(text))).toBe(text)
    }
    const hour = numbers(Array.from({ length: 20_000 }, () => random.normal()))
    expect(serialiseProfile(sealProfile(profileColumn(hour, { edges }))).length).toBeLessThan(8192)
    expect(() => parseProfile('{"version":0}')).toThrow(/version/)
  })

  it('says how far ranks may be off, and keeps to it', () => {
    for (const rows of [3000, 100_000, 400_000]) {
      const values = Float64Array.from({ length: rows }, () => random.normal() ** 3)
      const summary = summariseProfile(profileColumn(numbers(values))).numbers
      const sorted = values.toSorted()
      expect(summary?.quantilesExact).toBe(false)
      expect(summary?.rankError).toBeLessThan(0.009)
      for (const { q, value } of summary?.quantiles ?? []) {
        const rank = sorted.findIndex((one) => one >= value) / rows
        expect(Math.abs(rank - q)).toBeLessThan(summary?.rankError ?? 0)
      }
    }
  })

  it('has exact quantiles of many rows with few values', () => {
    const values = Float64Array.from({ length: 50_000 }, () => random.integer(40))
    const summary = summariseProfile(profileColumn(numbers(values, 'integer')))
    const sorted = values.toSorted()
    expect(summary).toMatchObject({ distinct: 40, topError: 0, numbers: { quantilesExact: true, zeros: values.filter((value) => value === 0).length } })
    for (const { q, value } of summary.numbers?.quantiles ?? []) expect(value).toBe(sorted[Math.ceil(q * 50_000) - 1])
    expect(summary.numbers?.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(50_000)
  })

  it('bounds long texts, and tells them apart', () => {
    const profiler = new ColumnProfiler('string')
    profiler.addTexts(['x'.repeat(9000), 'x'.repeat(9000), 'a', null, '😀'])
    const { top, text, missing, distinct } = summariseProfile(profiler.finish())
    expect(top[0]).toEqual({ value: 'x'.repeat(256), count: 2 })
    expect({ missing, distinct }).toEqual({ missing: 1, distinct: 3 })
    expect(text).toMatchObject({ shortest: 1, longest: 9000, points: { shortest: 1, longest: 9000, meanLength: 18_002 / 4 }, folded: 3 })
  })

  it('takes exact integers beyond the doubles as their nearest doubles, and counts them as they are', () => {
    const long = texts(['9007199254740993', '9007199254740992', null, '12345678901234567890'], 'integer')
    expect(summariseProfile(profileColumn(long))).toMatchObject({ count: 3, distinct: 3, numbers: { min: 2 ** 53, max: 12345678901234567000 } })
  })
})

describe('a histogram', () => {
  it('counts every value once, in the bin whose edges enclose it', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        // Adding 0 turns -0 into 0: the same number, told apart by toEqual only.
        const [min, max] = [Math.min(...values) + 0, Math.max(...values) + 0]
        const { edges, counts } = histogramOf(
          values.map((value): [number, number] => [value, 1]),
          min,
          max,
        )
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length)
        expect(counts.length).toBeLessThanOrEqual(20)
        expect([edges.length, edges[0], edges.at(-1)]).toEqual([counts.length + 1, min, max])
        expect(counts.at(-1)).toBeGreaterThan(0)
        expect(counts[0]).toBeGreaterThan(0)
      }),
    )
    expect(
      histogramOf(
        [
          [1, 2],
          [2, 1],
          [5, 4],
        ],
        1,
        5,
        4,
      ),
    ).toEqual({ edges: [1, 2, 3, 4, 5], counts: [2, 1, 0, 4] })
    expect(
      histogramOf(
        [
          [-1e308, 1],
          [1e308, 1],
        ],
        -1e308,
        1e308,
        2,
      ).counts,
    ).toEqual([1, 1])
  })
})
