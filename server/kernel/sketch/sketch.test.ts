import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ratioToNumber, rootOfRatio } from '../numbers/exact-ratio.ts'
import { compareText } from './compare-text.ts'
import { DistinctCounter, EXACT_DISTINCT } from './distinct-counter.ts'
import { deviationOf, exactMoments, meanOf, mergeMoments } from './exact-moments.ts'
import { combineFrequent, frequentNumbers, KEPT_COUNTERS } from './frequent-values.ts'
import { combineQuantiles, sketchQuantiles, weightedValues } from './quantile-sketch.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const momentsOf = (values: readonly number[]) => exactMoments(Float64Array.from(values).sort())
const halves = <T>(values: readonly T[], at: number): [T[], T[]] => [values.slice(0, at % (values.length + 1)), values.slice(at % (values.length + 1))]

/** A double as an exact fraction of 2^1074. */
function scaled(value: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(value)).buffer)[0]
  const exponent = bits >> 52n
  const mantissa = exponent === 0n ? bits : (bits & 0xfffffffffffffn) | 0x10000000000000n
  return (value < 0 ? -mantissa : mantissa) << (exponent === 0n ? 0n : exponent - 1n)
}

describe('exact moments', () => {
  it('are the sums of exact arithmetic, in any order and in parts', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(finite, fc.constantFrom(5e-324, -5e-324, Number.MAX_VALUE, 0.1))), fc.nat(), (values, at) => {
        const [left, right] = halves(values, at)
        const whole = momentsOf(values)
        expect(whole.sum).toBe(values.reduce((sum, value) => sum + scaled(value), 0n))
        expect(whole.squares).toBe(values.reduce((sum, value) => sum + scaled(value) ** 2n, 0n))
        const merged = mergeMoments(momentsOf(right), momentsOf(left))
        expect([merged.count, merged.sum, merged.squares]).toEqual([whole.count, whole.sum, whole.squares])
      }),
    )
  })

  it('give mean and standard deviation rounded once, where doubles lose everything', () => {
    const shown = (...values: number[]) => [meanOf(momentsOf(values)), deviationOf(momentsOf(values))]
    expect(shown(9007199254740992, 9007199254740992, 9007199254740994)).toEqual([9007199254740992, 1.1547005383792515])
    expect(shown(5e-324, 1e-323, 0)).toEqual([5e-324, 5e-324])
    expect(shown(1e308, -1e308, 1)).toEqual([1 / 3, 1e308])
    expect(shown(1.7e308, 1.7e308, -1.7e308)).toEqual([5.666666666666667e307, Infinity])
    expect(shown(3)).toEqual([3, NaN])
    expect(shown()).toEqual([NaN, NaN])
  })
})

describe('exact ratios', () => {
  it('round as division and roots of doubles do', () => {
    const integer = fc.bigInt({ min: 1n, max: 2n ** 53n })
    fc.assert(
      fc.property(integer, integer, fc.integer({ min: -500, max: 500 }), (a, b, exponent) => {
        expect(ratioToNumber(a, b, exponent)).toBe((Number(a) / Number(b)) * 2 ** exponent)
        expect(ratioToNumber(-a, b, 0)).toBe(-Number(a) / Number(b))
        expect(rootOfRatio(a, 1n, 2 * exponent)).toBe(Math.sqrt(Number(a)) * 2 ** exponent)
      }),
    )
  })

  it('round once among the subnormals, to even', () => {
    expect(ratioToNumber(3n, 2n, -1074)).toBe(1e-323)
    expect(ratioToNumber(5n, 2n, -1074)).toBe(1e-323)
    expect(ratioToNumber(1n, 2n, -1074)).toBe(0)
    expect(ratioToNumber(1n, 1n, 1024)).toBe(Infinity)
    expect(ratioToNumber(2n ** 53n - 1n, 1n, -1075)).toBe(2 ** -1022)
  })
})

describe('a counter of distinct values', () => {
  const counted = (from: number, count: number): DistinctCounter => {
    const counter = new DistinctCounter()
    counter.addNumbers(Float64Array.from({ length: count }, (_, i) => (from + i) / 7))
    return counter
  }

  it('is exact for few, and within four standard errors for many', () => {
    for (let count = 0; count <= EXACT_DISTINCT; count += 128) expect(counted(0, count)).toMatchObject({ exact: true, count })
    for (const count of [EXACT_DISTINCT + 1, 5000, 20_000, 200_000, 1_000_000]) {
      const counter = counted(1e6, count)
      expect(counter.exact).toBe(false)
      expect(Math.abs(counter.count / count - 1)).toBeLessThan(4 * 0.0163)
    }
  })

  it('is the same whatever was merged into what', () => {
    const size = fc.constantFrom(0, 10, 900, 1024, 1025, 3000)
    fc.assert(
      fc.property(size, size, size, fc.nat(2000), (a, b, c, from) => {
        const parts = [counted(0, a), counted(from, b), counted(2 * from, c)]
        const union = (order: readonly number[]): unknown => {
          const whole = new DistinctCounter()
          for (const part of order) whole.merge(parts[part])
          return whole.toJson()
        }
        expect(union([2, 0, 1])).toEqual(union([0, 1, 2]))
        expect(DistinctCounter.fromJson(union([1, 2, 0])).toJson()).toEqual(union([0, 1, 2]))
      }),
      { numRuns: 40 },
    )
  })

  it('tells texts apart', () => {
    const counter = new DistinctCounter()
    for (const text of ['', 'a', 'b', 'ab', 'ba', 'a', 'aa', '1', '\u0000']) counter.addText(text)
    expect(counter.count).toBe(8)
    expect(() => DistinctCounter.fromJson('AAAA')).toThrow(RangeError)
    expect(() => DistinctCounter.fromJson([-1])).toThrow(RangeError)
  })
})

describe('frequent values', () => {
  it('count no value more than it came, nor less than by the error they state', () => {
    const values = fc.array(
      fc.integer({ min: 0, max: 300 }).map((value) => Math.floor(value ** 2 / 300)),
      { maxLength: 900 },
    )
    fc.assert(
      fc.property(values, values, (first, second) => {
        const [a, b] = [first, second].map((part) => frequentNumbers(Float64Array.from(part).sort()))
        const { counts, error } = combineFrequent(a, b)
        expect(counts.size).toBeLessThanOrEqual(KEPT_COUNTERS)
        expect(error).toBeLessThanOrEqual((first.length + second.length) / (KEPT_COUNTERS + 1))
        const truth = new Map<number, number>()
        for (const value of [...first, ...second]) truth.set(value, (truth.get(value) ?? 0) + 1)
        for (const [value, count] of truth) {
          const least = counts.get(value) ?? 0
          expect(least).toBeLessThanOrEqual(count)
          expect(least + error).toBeGreaterThanOrEqual(count)
        }
      }),
    )
  })

  it('keep what either part has lost', () => {
    const [few, many] = [Float64Array.of(1), Float64Array.from({ length: 100 }, (_, value) => value + 2)].map(frequentNumbers)
    expect([combineFrequent(few, many).error, combineFrequent(many, few).error]).toEqual([1, 1])
  })
})

describe('a quantile sketch', () => {
  it('keeps every number while they are few, and ranks within its error beyond', () => {
    const part = fc.array(fc.double({ noNaN: true, min: -5, max: 5 }), { maxLength: 1200 })
    const offset = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(part, part, offset, (first, second, u) => {
        const [a, b] = [first, second].map((values) => sketchQuantiles(Float64Array.from(values, (value) => value + 0).sort(), u))
        const whole = combineQuantiles(a, b, 1 - u)
        const sorted = [...first, ...second].map((value) => value + 0).sort((x, y) => x - y)
        expect(whole.weight).toBe(sorted.length)
        if (sorted.length <= 256) expect([...whole.values]).toEqual(sorted)
        let before = 0
        for (const [value, weight] of weightedValues([whole])) {
          const [below, upTo] = [sorted.filter((one) => one < value).length, sorted.filter((one) => one <= value).length]
          // The ranks that the value is said to have overlap those that it has, but for the error.
          expect(before).toBeLessThanOrEqual(upTo + whole.error)
          expect(before + weight).toBeGreaterThanOrEqual(below - whole.error)
          before += weight
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the order of texts', () => {
  it('is that of their UTF-8 bytes', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '~', 'é', '\u7fff', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}')).map((units) => units.join(''))
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }),
    )
  })
})
