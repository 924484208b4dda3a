import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Estimate, Measure } from '../numbers/measure.ts'
import { seededRandom } from '../numbers/random.ts'
import { assessBinary } from './assess-binary.ts'
import { assessMulticlass } from './assess-multiclass.ts'
import { assessPerformance } from './assess-performance.ts'
import { assessRegression } from './assess-regression.ts'
import type { PerformanceResult } from './performance-result.ts'

const defined = (measure: Measure): Estimate => {
  if ('value' in measure) return measure
  throw new Error(`undefined: ${measure.undefined}`)
}
const binary = (scores: number[], truth: number[], threshold = 0.5) =>
  assessBinary({ task: 'binary', scores: Float64Array.from(scores), truth: Uint8Array.from(truth), threshold })

/** Names of the measures whose interval is not around their value, or names no method. */
const astray = (result: PerformanceResult): string[] =>
  Object.entries(result.metrics)
    .filter(([, measure]) => 'value' in measure)
    .filter(([, measure]) => {
      const { lower, value, upper, method } = defined(measure)
      return !(lower <= value && value <= upper && Number.isFinite(lower) && Number.isFinite(upper) && method.length > 0)
    })
    .map(([name]) => name)

const rows = fc.array(
  fc.record({ score: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })), truth: fc.integer({ min: 0, max: 1 }) }),
  { minLength: 1, maxLength: 60 },
)

describe('measures of two classes', () => {
  it('rank as every pair of a positive and a negative does', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const result = binary(
          given.map(({ score }) => score),
          given.map(({ truth }) => truth),
        )
        const [high, low] = [1, 0].map((wanted) => given.filter(({ truth }) => truth === wanted).map(({ score }) => score))
        if (high.length === 0 || low.length === 0) {
          expect(result.metrics.rocAuc).toEqual({ undefined: 'one-class' })
          return
        }
        const wins = high.flatMap((h) => low.map((l): number => (h > l ? 1 : h === l ? 0.5 : 0)))
        expect(defined(result.metrics.rocAuc).value).toBeCloseTo(wins.reduce((a, b) => a + b, 0) / wins.length, 12)
        const precisionAt = (threshold: number) => high.filter((h) => h >= threshold).length / given.filter(({ score }) => score >= threshold).length
        expect(defined(result.metrics.averagePrecision).value).toBeCloseTo(high.reduce((sum, h) => sum + precisionAt(h), 0) / high.length, 12)
      }),
    )
  })

  it('hold their value inside an interval that has width, in any order of rows', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const of = (list: typeof given) =>
          binary(
            list.map(({ score }) => score),
            list.map(({ truth }) => truth),
          )
        const result = of(given)
        expect(astray(result)).toEqual([])
        for (const measure of Object.values(result.metrics)) if ('value' in measure) expect(measure.upper).toBeGreaterThan(measure.lower)
        const { accuracy, rocAuc, averagePrecision } = of(given.toReversed()).metrics
        expect({ accuracy, rocAuc, averagePrecision }).toEqual({
          accuracy: result.metrics.accuracy,
          rocAuc: result.metrics.rocAuc,
          averagePrecision: result.metrics.averagePrecision,
        })
      }),
    )
  })

  it('leave out and count rows without truth or score', () => {
    const result = binary([0.9, NaN, 0.2, 0.7, Infinity], [1, 1, 0, 255, 0])
    expect(result).toMatchObject({
      n: 2,
      unlabelled: 1,
      unscored: 2,
      prevalence: 0.5,
      majorityShare: 0.5,
      confusion: { truePositives: 1, trueNegatives: 1, falsePositives: 0, falseNegatives: 0 },
    })
  })

  it('say why they have no value instead of 0', () => {
    expect(binary([], []).metrics.accuracy).toEqual({ undefined: 'no-rows' })
    expect(binary([0.1, 0.2], [1, 0]).metrics.precision).toEqual({ undefined: 'none-predicted' })
    expect(binary([0.9, 0.2], [0, 0]).metrics.recall).toEqual({ undefined: 'no-positives' })
    expect(binary([3, -2], [1, 0]).metrics).toMatchObject({
      logLoss: { undefined: 'not-probabilities' },
      brier: { undefined: 'not-probabilities' },
      rocAuc: { value: 1 },
    })
  })

  it('draw curves of at most 100 points and a table that agrees with the decision', () => {
    const random = seededRandom(1)
    const scores = Array.from({ length: 3000 }, () => random.uniform())
    const result = binary(
      scores,
      scores.map((score) => (random.uniform() < score ? 1 : 0)),
    )
    expect(result.curves.roc.length).toBeLessThanOrEqual(100)
    expect(result.curves.precisionRecall.length).toBeLessThanOrEqual(100)
    expect(result.curves.roc[0]).toEqual({ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 })
    expect(result.curves.roc.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 })
    expect(result.curves.precisionRecall.at(-1)?.recall).toBe(1)
    const half = result.thresholds.find(({ threshold }) => threshold === 0.5)
    expect(half).toMatchObject(result.confusion)
    expect(result.thresholds).toHaveLength(101)
    expect(result.calibrationError?.maximum).toBeLessThan(0.08)
    const bins = result.curves.calibration
    expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(3000)
  })
})

describe('measures of several classes', () => {
  const assess = (predicted: number[], truth: number[], scores?: number[]) =>
    assessMulticlass({
      task: 'multiclass',
      predicted: Int32Array.from(predicted),
      truth: Int32Array.from(truth),
      classes: ['a', 'b', 'c'],
      ...(scores ? { scores: Float64Array.from(scores) } : {}),
    })

  it('count a class that is never decided as precision 0, and leave out one that never occurs', () => {
    const result = assess([0, 0, 0, 0], [0, 0, 0, 1])
    expect(defined(result.metrics.precisionMacro).value).toBe(0.375)
    expect(defined(result.metrics.recallMacro).value).toBe(0.5)
    expect(result.majorityShare).toBe(0.75)
    expect(result.confusion.counts).toEqual([
      [3, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ])
    expect(result.classes[2]).toMatchObject({ n: 0, predicted: 0, f1: { undefined: 'no-positives' } })
  })

  it('divide single-precision rows by their sum, and refuse what is no probability', () => {
    const third = Math.fround(1 / 3)
    expect(defined(assess([0], [0], [third, third, third]).metrics.logLoss).value).toBeCloseTo(Math.log(3), 14)
    expect(assess([0], [0], [2, -1, 0]).metrics.logLoss).toEqual({ undefined: 'not-probabilities' })
    expect(assess([0], [0]).metrics.logLoss).toEqual({ undefined: 'no-scores' })
  })

  it('have intervals with width even when every decision is right', () => {
    const result = assess([0, 1, 2, 0, -1, 1], [0, 1, 2, 0, 1, -1])
    expect(result).toMatchObject({ n: 4, unlabelled: 1, unscored: 1 })
    expect(astray(result)).toEqual([])
    for (const name of ['accuracy', 'precisionMacro', 'recallMacro', 'f1Macro'] as const)
      expect(defined(result.metrics[name])).toMatchObject({ value: 1, upper: 1, method: 'wilson' })
  })
})

describe('errors of a predicted number', () => {
  const assess = (predicted: number[], truth: number[]) =>
    assessRegression({ task: 'regression', predicted: Float64Array.from(predicted), truth: Float64Array.from(truth) })

  it('are undefined, exact or scaled at the edges', () => {
    expect(assess([], []).metrics.rmse).toEqual({ undefined: 'no-rows' })
    expect(assess([1, 2], [3, 3]).metrics.r2).toEqual({ undefined: 'constant-truth' })
    expect(assess([1], [3]).metrics.r2).toEqual({ undefined: 'too-few-rows' })
    expect(defined(assess([1, 2, 3], [1, 2, 3]).metrics.r2)).toMatchObject({ value: 1, upper: 1 })
    expect(defined(assess([0, 0], [3e200, 4e200]).metrics.rmse).value / Math.sqrt(12.5)).toBeCloseTo(1e200, -188)
    expect(assess([1, NaN, 3, 5], [1, 2, NaN, 4])).toMatchObject({ n: 2, unlabelled: 1, unscored: 1, meanError: 0.5 })
  })

  it('hold their value inside their interval', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 40 }), (pairs) => {
        const [predicted, truth] = [0, 1].map((i) => pairs.map((pair) => pair[i]))
        expect(astray(assess(predicted, truth))).toEqual([])
      }),
    )
  })
})

describe('intervals of 95 %', () => {
  const ROWS = 250
  const REPEATS = 300

  /** Draws data sets, and counts how often each interval holds the truth that a very large draw shows. */
  function coverage(draw: (rows: number, seed: number) => Parameters<typeof assessPerformance>[0]): Record<string, number> {
    const truth = assessPerformance(draw(150_000, 999)).metrics as Record<string, Measure>
    const held: Record<string, number> = Object.fromEntries(Object.keys(truth).map((name) => [name, 0]))
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const metrics = assessPerformance(draw(ROWS, repeat)).metrics as Record<string, Measure>
      for (const name of Object.keys(truth)) {
        const [measure, value] = [defined(metrics[name]), defined(truth[name]).value]
        if (measure.lower <= value && value <= measure.upper) held[name] += 1 / REPEATS
      }
    }
    return held
  }

  it('hold the truth about 95 times of 100', { timeout: 60_000 }, () => {
    const two = coverage((length, seed) => {
      const random = seededRandom(seed)
      const truth = Uint8Array.from({ length }, () => (random.uniform() < 0.3 ? 1 : 0))
      return { task: 'binary', truth, scores: Float64Array.from(truth, (is) => 1 / (1 + Math.exp(1 - 1.2 * is - random.normal()))), threshold: 0.4 }
    })
    const several = coverage((length, seed) => {
      const random = seededRandom(seed)
      const truth = Int32Array.from({ length }, () => (random.uniform() < 0.6 ? 0 : 1 + random.integer(2)))
      const scores = Float64Array.from({ length: 3 * length }, (_, i) => Math.exp(random.normal() + (i % 3 === truth[Math.floor(i / 3)] ? 1.5 : 0)))
      for (let row = 0; row < length; row++) {
        const sum = scores[3 * row] + scores[3 * row + 1] + scores[3 * row + 2]
        for (let c = 0; c < 3; c++) scores[3 * row + c] /= sum
      }
      const predicted = Int32Array.from(truth, (_, row) => [0, 1, 2].reduce((best, c) => (scores[3 * row + c] > scores[3 * row + best] ? c : best)))
      return { task: 'multiclass', predicted, truth, classes: ['a', 'b', 'c'], scores }
    })
    const number = coverage((length, seed) => {
      const random = seededRandom(seed)
      const predicted = Float64Array.from({ length }, () => 20 + random.normal())
      return { task: 'regression', predicted, truth: predicted.map((value) => value + random.normal() * (0.5 + 0.3 * Math.abs(value - 20))) }
    })
    const wrong = Object.entries({ ...two, ...several, ...number }).filter(([, share]) => share < 0.9 || share > 0.99)
    expect(wrong).toEqual([])
  })
})
