import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearScale, linePath, logit, logScale, niceTicks, probabilityTicks, stepPath } from './scale.ts'
import { waterfallSteps } from './waterfall-layout.ts'

describe('scales', () => {
  it('places ends and finds round ticks', () => {
    expect(niceTicks(0, 800, 4)).toEqual([0, 200, 400, 600, 800])
    expect(niceTicks(0.78, 0.82, 4)).toEqual([0.78, 0.79, 0.8, 0.81, 0.82])
    const ratio = logScale(0.7, 1.25, 0, 300)
    expect([ratio.at(0.7), ratio.at(1.25)]).toEqual([0, 300])
    expect(ratio.at(0.8) + ratio.at(1 / 0.8)).toBeCloseTo(ratio.at(1) * 2, 9)
    expect(linearScale(0, 10, 100, 0).at(2.5)).toBe(75)
  })
  it('keeps ticks inside their range', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 12 }), (a, b, count) => {
        fc.pre(Math.abs(a - b) > 1e-6)
        const [min, max] = a < b ? [a, b] : [b, a]
        const ticks = niceTicks(min, max, count)
        const slack = (max - min) * 1e-6
        for (const tick of ticks) expect(tick >= min - slack && tick <= max + slack).toBe(true)
        expect(ticks.length).toBeLessThanOrEqual(count * 2 + 2)
      }),
    )
  })
  it('spaces probability ticks', () => {
    const at = (margin: number) => 100 * (margin - logit(0.05))
    const ticks = probabilityTicks(at, 0, at(logit(0.5)), 60)
    expect(ticks[0]).toBe(0.06)
    for (let i = 1; i < ticks.length; i++) expect(at(logit(ticks[i] ?? 0)) - at(logit(ticks[i - 1] ?? 0))).toBeGreaterThanOrEqual(60)
  })
  it('draws gaps and steps', () => {
    expect(
      linePath([
        [0, 1],
        [1, null],
        [2, 3],
        [3, 4],
      ]),
    ).toBe('M0.0 1.0M2.0 3.0L3.0 4.0')
    expect(stepPath([0, 10, 20], [5, 2], 8)).toBe('M0.0 8.0L0.0 5.0H10.0L10.0 2.0H20.0V8.0')
  })
})

describe('waterfall', () => {
  it('raises first, then lowers, pools the rest and ends at the margin', () => {
    const steps = waterfallSteps(
      -2,
      [0.1, -0.5, 0.7, 0.01, -0.02, 0.03].map((contribution, i) => ({ feature: `f${i}`, contribution })),
      'logit',
      3,
    )
    expect(steps.map((s) => s.feature)).toEqual(['f2', 'f0', 'f1', '3 other features'])
    expect(steps.at(-1)?.to).toBeCloseTo(-1.68, 12)
    expect(steps.at(-1)?.total).toBeCloseTo(1 / (1 + Math.exp(1.68)), 12)
  })
})
