import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from './random.ts'
import { sortFloats } from './sort-floats.ts'

const plain = (values: Float64Array): Float64Array => values.map((value) => value + 0).sort()

describe('sorting doubles', () => {
  it('orders any doubles as the built-in sort does, above and below the size of the radix sort', () => {
    const doubles = fc.array(fc.double(), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(doubles, fc.constantFrom(1, 3000), (some, repeat) => {
        const values = Float64Array.from({ length: some.length + repeat }, (_, i) => some[i % some.length] * (i % 7 === 0 ? -1 : 1))
        expect(sortFloats(values)).toEqual(plain(values))
      }),
      { numRuns: 60 },
    )
  })

  it('handles zeros, infinities, denormals, NaN and a constant, and leaves its input alone', () => {
    const odd = [0, -0, Infinity, -Infinity, NaN, 5e-324, -5e-324, 1.7976931348623157e308, 1, -1]
    const random = seededRandom(4)
    const values = Float64Array.from({ length: 5000 }, () => odd[random.integer(odd.length)])
    const before = values.slice()
    const sorted = sortFloats(values)
    expect(sorted).toEqual(plain(values))
    expect(sorted.some((value) => Object.is(value, -0))).toBe(false)
    expect(values).toEqual(before)
    expect(sortFloats(new Float64Array(3000).fill(7))).toEqual(new Float64Array(3000).fill(7))
    expect(sortFloats(new Float64Array(0))).toHaveLength(0)
  })

  const random = seededRandom(5)
  it.each<[string, () => number]>([
    ['normal', () => random.normal()],
    ['far from 0', () => 1e9 + random.normal()],
    ['crowded beside a distant value', () => (random.uniform() < 0.1 ? -3 : 1e9 + random.normal())],
    ['whole numbers', () => random.integer(9) - 4],
    ['single precision', () => Math.fround(random.normal())],
    ['dates', () => 1.6e12 + random.integer(3e9)],
  ])('orders 100,000 values: %s', (_, draw) => {
    const values = Float64Array.from({ length: 100_000 }, draw)
    expect(sortFloats(values)).toEqual(plain(values))
  })
})
