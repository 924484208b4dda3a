import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { welchTest } from '../drift/tests/mean-tests.ts'
import { seededRandom } from '../numbers/random.ts'
import { assessSegments } from './assess-segments.ts'

const random = seededRandom(5)

function decisions(rows: number, wrongShare: (row: number) => number) {
  const truth = Uint8Array.from({ length: rows }, () => (random.uniform() < 0.4 ? 1 : 0))
  const scores = Float64Array.from(truth, (label, row) => (random.uniform() < wrongShare(row) ? 1 - label : label))
  return { task: 'binary' as const, truth, scores, threshold: 0.5 }
}

const region = (rows: number) => ({
  column: 'region',
  codes: Int32Array.from({ length: rows }, (_, row) => row % 4),
  names: ['north', 'east', 'south', 'west'],
})

describe('performance by segment', () => {
  it('puts the segment that does worse first, by the share of its own rows', () => {
    const input = decisions(4000, (row) => (row % 4 === 2 ? 0.3 : 0.1))
    const { items, metric } = assessSegments(input, [region(4000)])
    const wrong = [...input.scores].filter((score, row) => row % 4 === 2 && score !== input.truth[row]).length
    expect(metric).toBe('accuracy')
    expect(items[0]).toMatchObject({ column: 'region', value: 'south', n: 1000, measure: { value: 1 - wrong / 1000, method: 'wilson' } })
    expect(items[0].adjustedPValue).toBeLessThan(1e-9)
  })

  it('raises no alarm where nothing differs, as often as its level says', () => {
    let alarms = 0
    for (let round = 0; round < 300; round++) {
      const { items } = assessSegments(
        decisions(800, () => 0.2),
        [region(800)],
      )
      if (items.some(({ adjustedPValue }) => adjustedPValue !== null && adjustedPValue <= 0.05)) alarms++
    }
    expect(alarms / 300).toBeLessThan(0.085)
  })

  it('compares mean absolute errors of numbers', () => {
    const truth = Float64Array.from({ length: 600 }, () => random.normal())
    const predicted = truth.map((value, row) => value + random.normal() * (row % 4 === 1 ? 3 : 1))
    const { items, metric } = assessSegments({ task: 'regression', truth, predicted }, [region(600)])
    expect([metric, items[0].value]).toEqual(['mae', 'east'])
    expect(items[0].worse).toBeGreaterThan(1)
  })

  it('judges no segment of few rows and no column of many values, and counts both', () => {
    const input = decisions(200, () => 0.1)
    const rare = { column: 'kind', codes: Int32Array.from({ length: 200 }, (_, row) => (row < 12 ? 1 : 0)), names: ['usual', 'rare'] }
    const many = { column: 'city', codes: Int32Array.from({ length: 200 }, (_, row) => row % 50), names: Array.from({ length: 50 }, (_, i) => `c${i}`) }
    const { items, tooSmall, notDivided } = assessSegments(input, [rare, many])
    expect(items).toEqual([])
    expect(tooSmall).toEqual([{ column: 'kind', values: 2, rows: 200 }])
    expect(notDivided).toEqual([{ column: 'city', values: 50, reason: 'too-many-values' }])
  })

  it('names the columns beyond the first twelve', () => {
    const columns = Array.from({ length: 14 }, (_, i) => ({ ...region(400), column: `c${i}` }))
    const { items, notDivided } = assessSegments(
      decisions(400, () => 0.1),
      columns,
    )
    expect(new Set(items.map(({ column }) => column)).size).toBe(12)
    expect(notDivided).toEqual(['c12', 'c13'].map((column) => ({ column, values: 4, reason: 'too-many-columns' })))
  })

  it("tests means as Welch's test of the rows themselves does, and no difference where nothing varies", () => {
    const truth = Float64Array.from({ length: 500 }, () => 1e9 + random.normal())
    const predicted = truth.map((value, row) => value + 1e3 + random.normal() * (row % 4 === 1 ? 3 : 1))
    const given = region(500)
    const { items } = assessSegments({ task: 'regression', truth, predicted }, [given])
    const errors = truth.map((value, row) => Math.abs(predicted[row] - value))
    for (const { value, pValue, worse } of items) {
      const [own, rest] = [true, false].map((is) => errors.filter((_, row) => (given.names[given.codes[row]] === value) === is))
      const test = welchTest(own, rest)
      expect((pValue ?? NaN) / ('pValue' in test ? test.pValue : NaN)).toBeCloseTo(1, 9)
      const mean = (of: Float64Array) => of.reduce((sum, error) => sum + error, 0) / of.length
      expect(worse).toBeCloseTo(mean(own) - mean(rest), 9)
    }
    const same = assessSegments({ task: 'regression', truth: new Float64Array(200), predicted: new Float64Array(200).fill(0.1) }, [region(200)])
    expect(same.items.map(({ pValue }) => pValue)).toEqual([null, null, null, null])
  })

  it('does not depend on the order of rows, and leaves out rows without truth or score', () => {
    const cell = fc.record({ score: fc.constantFrom(0.1, 0.9, NaN), truth: fc.constantFrom(0, 1, 255), code: fc.constantFrom(-1, 0, 1) })
    const assess = (rows: { score: number; truth: number; code: number }[]) =>
      assessSegments(
        { task: 'binary', scores: Float64Array.from(rows, ({ score }) => score), truth: Uint8Array.from(rows, ({ truth }) => truth), threshold: 0.5 },
        [{ column: 'c', codes: Int32Array.from(rows, ({ code }) => code), names: ['a', 'b'] }],
      )
    fc.assert(
      fc.property(fc.array(cell, { minLength: 100, maxLength: 300 }), (rows) => {
        const forwards = assess(rows)
        expect(assess(rows.toReversed())).toEqual(forwards)
        const known = rows.filter(({ score, truth, code }) => !Number.isNaN(score) && truth <= 1 && code >= 0).length
        const counted = forwards.items.reduce((n, item) => n + item.n, 0) + forwards.tooSmall.reduce((n, item) => n + item.rows, 0)
        expect(counted).toBe(known)
      }),
      { numRuns: 60 },
    )
    expect(() =>
      assessSegments(
        decisions(5, () => 0),
        [region(4)],
      ),
    ).toThrow(RangeError)
  })
})
