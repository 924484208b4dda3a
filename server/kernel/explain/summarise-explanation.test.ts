import { describe, expect, it } from 'vitest'
import { summariseExplanation } from './summarise-explanation.ts'

const about = { method: 'interventional-tree', exact: true, space: 'log-odds', baselineRows: 50 }

describe('summary of explanations', () => {
  it('orders features by mean absolute contribution, with its interval and the signed mean', () => {
    const sample = {
      contributions: Float64Array.of(0.1, -2, 0.3, 4, 0.2, -3),
      baseValue: 1,
      margins: Float64Array.of(-0.9, 5.3, -1.7),
      rows: 3,
    }
    const got = summariseExplanation(['a', 'b'], sample, about)
    expect(got).toMatchObject({ method: 'interventional-tree', exact: true, space: 'log-odds', baseline: { rows: 50 }, sampleRows: 3 })
    expect(got.features.map(({ feature }) => feature)).toEqual(['b', 'a'])
    const [b] = got.features
    expect(b.meanAbsoluteContribution).toBe(3)
    expect(b.meanContribution).toBeCloseTo(-1 / 3, 12)
    expect(b.upper - 3).toBeCloseTo((1.959963984540054 * 1) / Math.sqrt(3), 12)
    expect(3 - b.lower).toBeCloseTo(b.upper - 3, 12)
    expect(got.additivity.maxAbsoluteError).toBeCloseTo(0.1, 12)
  })

  it('never puts an interval below zero, leaves out rows without a score and refuses an empty sample', () => {
    const sample = { contributions: Float64Array.of(0, 10, NaN), baseValue: 0, margins: Float64Array.of(0, 10, NaN), rows: 3 }
    const got = summariseExplanation(['a'], sample, about)
    expect(got.sampleRows).toBe(2)
    expect(got.features[0].lower).toBe(0)
    expect(got.features[0].meanAbsoluteContribution).toBe(5)
    expect(() => summariseExplanation(['a'], { ...sample, margins: Float64Array.of(NaN, NaN, NaN) }, about)).toThrow(RangeError)
  })

  it('counts as outside its bound a row to which the runtime gives no score, or a score where the sum has none', () => {
    const sample = (outputs: number[], margins: number[]) => ({
      contributions: Float64Array.from(margins),
      baseValue: 0,
      margins: Float64Array.from(margins),
      rows: margins.length,
      measured: { outputs: Float64Array.from(outputs), bounds: new Float64Array(margins.length).fill(0.1), link: 'identity' as const },
    })
    const { additivity } = summariseExplanation(['a'], sample([1, NaN, 3, 4.05], [1, 2, 3, 4]), about)
    expect(additivity).toMatchObject({ rows: 4, outside: 1, bound: 0.1 })
    expect(additivity.worst).toBeCloseTo(0.05, 12)
    expect(summariseExplanation(['a'], sample([1, 2], [1, NaN]), about).additivity).toMatchObject({ rows: 2, outside: 1, worst: 0 })
    // Both without a score: nothing to hold against anything.
    expect(summariseExplanation(['a'], sample([1, NaN], [1, NaN]), about).additivity).toMatchObject({ rows: 1, outside: 0 })
    expect(summariseExplanation(['a'], sample([NaN, NaN], [1, 2]), about).additivity).toEqual({ maxAbsoluteError: 0, rows: 2, outside: 2 })
  })

  it('leaves out rows whose contributions or score are not finite', () => {
    const sample = {
      contributions: Float64Array.of(1, 2, Infinity, 3, 4, NaN, 2, 2),
      baseValue: 0,
      margins: Float64Array.of(3, Infinity, 4, 4),
      rows: 4,
    }
    const got = summariseExplanation(['a', 'b'], sample, about)
    expect(got.sampleRows).toBe(2)
    for (const { meanAbsoluteContribution, upper } of got.features) expect([meanAbsoluteContribution, upper].every(Number.isFinite)).toBe(true)
  })
})
