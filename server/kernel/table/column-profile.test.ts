import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ColumnProfiler } from './column-profile.ts'
import { histogramOf, weightedQuantile } from './histogram.ts'
import { LogSketch } from './log-sketch.ts'
import { Moments } from './moments.ts'

const profilerOf = (values: readonly number[], bound = 1000): ColumnProfiler => {
  const profiler = new ColumnProfiler('number', bound)
  for (const value of values) profiler.addNumber(value)
  return profiler
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
const halves = <T>(values: readonly T[], at: number): [T[], T[]] => [values.slice(0, at % (values.length + 1)), values.slice(at % (values.length + 1))]

describe('moments', () => {
  it('are those of the definition, whole or merged, far from zero too', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 2 }), fc.nat(), fc.constantFrom(0, 1e9), (drawn, at, shift) => {
        const values = drawn.map((value) => value + shift)
        const [left, right] = halves(values, at).map((part) => {
          const moments = new Moments()
          for (const value of part) moments.add(value)
          return moments
        })
        left.merge(right)
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
        const scale = Math.max(...values.map(Math.abs), 1)
        expect(left.count).toBe(values.length)
        expect([left.min, left.max]).toEqual([Math.min(...values), Math.max(...values)])
        expect(Math.abs(left.mean - mean)).toBeLessThan(1e-12 * scale)
        expect(Math.abs(left.sd - Math.sqrt(variance))).toBeLessThan(1e-6 * Math.max(1, Math.sqrt(variance)))
      }),
    )
  })

  it('have no standard deviation below two values', () => {
    const moments = new Moments()
    moments.add(3)
    expect(moments.sd).toBeNaN()
  })
})

describe('the quantile sketch', () => {
  it('is within one percent of the value of that rank, merged as whole', () => {
    const wide = fc.oneof(finite, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, 1, -1))
    fc.assert(
      fc.property(fc.array(wide, { minLength: 1, maxLength: 80 }), fc.nat(), fc.double({ min: 0.001, max: 1, noNaN: true }), (values, at, q) => {
        const whole = new LogSketch()
        for (const value of values) whole.add(value)
        const [left, right] = halves(values, at).map((part) => {
          const sketch = new LogSketch()
          for (const value of part) sketch.add(value)
          return sketch
        })
        left.merge(right)
        expect(left.weighted()).toEqual(whole.weighted())
        const sorted = values.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(q * values.length) - 1]
        const got = weightedQuantile(whole.weighted(), values.length, q)
        expect(Math.abs(got - exact)).toBeLessThanOrEqual(0.0101 * Math.abs(exact) + 1e-300)
      }),
      { numRuns: 300 },
    )
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

describe('a column profile', () => {
  it('is plain JSON with exact values while they are few', () => {
    const profile = profilerOf([3, 1, NaN, 2, 2, Infinity]).profile()
    expect(profile).toMatchObject({
      count: 5,
      missing: 1,
      distinct: 4,
      distinctExact: true,
      top: [{ value: '2', count: 2 }, { value: '3' }, { value: '1' }, { value: 'Infinity' }],
    })
    expect(profile.numbers).toMatchObject({ infinite: 1, min: 1, max: 3, mean: 2, quantilesExact: true })
    expect(profile.numbers?.quantiles.find(({ q }) => q === 0.5)?.value).toBe(2)
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile)
  })

  it('stays plain JSON at the ends of the doubles, and without values', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.integer({ min: 1, max: 9 }), (values, bound) => {
        const profile = profilerOf(values, bound).profile()
        expect(JSON.parse(JSON.stringify(profile).replaceAll('-0,', '0,'))).toEqual(JSON.parse(JSON.stringify(profile)))
        expect(JSON.stringify(profile.numbers ?? {}).replaceAll('"sd":null', '')).not.toContain('null')
      }),
    )
  })

  it('says at least, once distinct values exceed the bound', () => {
    const profile = profilerOf([1, 2, 3, 4, 1], 3).profile()
    expect(profile).toMatchObject({ distinct: 4, distinctExact: false, top: [{ value: '1', count: 2 }, {}, {}] })
    expect(profile.numbers?.quantilesExact).toBe(false)
  })

  it('of parts merges into the profile of the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(NaN, Infinity))), fc.nat(), (values, at) => {
        const [left, right] = halves(values, at).map((part) => profilerOf(part))
        left.merge(right)
        const [merged, whole] = [left.profile(), profilerOf(values).profile()]
        const rounded = (profile: typeof whole) => ({
          ...profile,
          numbers: { ...profile.numbers, mean: profile.numbers?.mean.toFixed(9), sd: profile.numbers?.sd?.toFixed(9) },
        })
        expect(rounded(merged)).toEqual(rounded(whole))
      }),
    )
  })

  it('bounds long texts', () => {
    const profiler = new ColumnProfiler('string', 10)
    for (const text of ['x'.repeat(9000), 'x'.repeat(9000), 'a', null]) profiler.addText(text)
    const { top, text, missing, distinct } = profiler.profile()
    expect(top[0]).toEqual({ value: 'x'.repeat(256), count: 2 })
    expect({ text, missing, distinct }).toEqual({ text: { shortest: 1, longest: 9000 }, missing: 1, distinct: 2 })
  })
})
