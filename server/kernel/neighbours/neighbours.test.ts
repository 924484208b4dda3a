import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordedCells } from '../tensor/recorded-cells.ts'
import { nearestRows } from './nearest-rows.ts'
import { placeInReference } from './place-in-reference.ts'
import type { ReferenceColumn } from './reference-column.ts'

const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

/** The profile of ascending numbers, by counting. */
function profileOf(values: readonly number[], bins = 20): ReferenceColumn {
  const [min, max] = [values[0], values[values.length - 1]]
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - min) / (max - min || 1)) * bins))]++
  return {
    name: 'x',
    count: values.length,
    missing: 0,
    distinct: new Set(values).size,
    top: [],
    numbers: {
      min,
      max,
      sd: 1,
      quantiles: QUANTILES.map((q) => ({ q, value: values[Math.max(0, Math.ceil(q * values.length) - 1)] })),
      histogram: { edges: Array.from({ length: bins + 1 }, (_, i) => min + ((max - min) * i) / bins), counts },
    },
  }
}

const hundred = profileOf(Array.from({ length: 1000 }, (_, i) => i))
const city: ReferenceColumn = {
  name: 'city',
  count: 200,
  missing: 50,
  distinct: 2,
  top: [
    { value: 'Oslo', count: 199 },
    { value: 'Bergen', count: 1 },
  ],
}

describe('the place of a value among those of the reference', () => {
  it('tells the outer hundredths and twentieths, and what lies past them all', () => {
    const reading = (value: number | string | null) => placeInReference(hundred, value).reading
    expect([-1, 0, 20, 500, 960, 995, 1000, '500', null, 'x'].map(reading)).toEqual([
      'below',
      'low-1',
      'low-5',
      'usual',
      'high-5',
      'high-1',
      'above',
      'usual',
      'missing',
      'missing',
    ])
  })

  it('has as much of the reference below it as counting says, to within a bin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 30, maxLength: 300 }),
        fc.double({ min: -1e6, max: 1e6 }),
        (given, value) => {
          fc.pre(!Number.isNaN(value))
          const values = given.toSorted((a, b) => a - b)
          const profile = profileOf(values)
          const { below } = placeInReference(profile, value)
          const counted = values.filter((one) => one < value).length / values.length
          const atMost = values.filter((one) => one <= value).length / values.length
          const largest = Math.max(...(profile.numbers?.histogram.counts ?? [])) / values.length
          expect(below).toBeGreaterThanOrEqual(counted - largest - 1e-9)
          expect(below).toBeLessThanOrEqual(atMost + largest + 1e-9)
        },
      ),
    )
    expect(placeInReference(hundred, 500).below).toBeCloseTo(0.5, 2)
    expect(placeInReference(hundred, 500)).toMatchObject({ median: 499, position: 500 / 999 })
  })

  it('of a text is its share, or that the reference does not hold it', () => {
    expect(placeInReference(city, 'Oslo')).toMatchObject({ reading: 'usual', share: 199 / 200 })
    expect(placeInReference(city, 'Bergen').reading).toBe('rare')
    expect(placeInReference(city, 'Paris')).toMatchObject({ reading: 'new', share: 0 })
    expect(placeInReference({ ...city, distinct: 300 }, 'Paris').reading).toBe('rare')
    expect(placeInReference({ ...city, distinct: 300, top: [{ value: 'Oslo', count: 100 }] }, 'Paris').reading).toBe('unknown')
    expect(placeInReference(city, null)).toMatchObject({ reading: 'missing', share: 0.2 })
  })
})

describe('the nearest rows', () => {
  it('are those of the smallest mean difference in quartile distances', () => {
    const rows = [
      [100, 'Oslo'],
      [100, 'Bergen'],
      [600, 'Oslo'],
      [null, 'Oslo'],
    ]
    expect(nearestRows([hundred, city], [100, 'Oslo'], rows, 3)).toEqual(
      [
        { index: 0, distance: 0, most: null },
        { index: 2, distance: 0.5, most: { feature: 0, difference: 1 } },
        { index: 1, distance: 0.5, most: { feature: 1, difference: 1 } },
      ].toSorted((a, b) => a.distance - b.distance || a.index - b.index),
    )
    expect(nearestRows([hundred, city], [null, null], rows, 1)).toEqual([{ index: 3, distance: 0.5, most: { feature: 1, difference: 1 } }])
  })

  it('do not depend on the units of a feature, and a row is nearest to itself', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 }), fc.constantFrom(0.25, 8, 1024), (values, unit) => {
        const scaled = profileOf(Array.from({ length: 1000 }, (_, i) => i * unit))
        const of = (column: ReferenceColumn, by: number) =>
          nearestRows(
            [column],
            [values[0] * by],
            values.map((value) => [value * by]),
            5,
          ).map(({ index }) => index)
        expect(of(scaled, unit)).toEqual(of(hundred, 1))
        expect(values[of(hundred, 1)[0]]).toBe(values[0])
      }),
    )
  })
})

describe('cells of recorded inputs', () => {
  it('come from one tensor in order, flat or nested, or from columns of their name', () => {
    const cells = (data: unknown[]) => recordedCells([{ name: 'X', data }], ['a', 'b'], 2)?.(1)
    expect(cells([1, 2, 3, 'x'])).toEqual([3, 'x'])
    expect(
      cells([
        [1, 2],
        [3, null],
      ]),
    ).toEqual([3, null])
    expect(cells([1, 2, 3])).toBeUndefined()
    const columns = [
      { name: 'b', data: [[true], [false]] },
      { name: 'a', data: [1, 2] },
    ]
    expect(recordedCells(columns, ['a', 'b'], 2)?.(0)).toEqual([1, true])
    expect(recordedCells(columns, ['a', 'c'], 2)).toBeNull()
    expect(recordedCells([], [], 1)).toBeNull()
  })
})
