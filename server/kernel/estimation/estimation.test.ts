import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { assessBinary } from '../performance/assess-binary.ts'
import { fitBoostedTrees, predictBoostedTrees } from './boosted-trees.ts'
import { controlLimits } from './control-limits.ts'
import { estimateBinaryPerformance, estimateBinaryWith, fitBinaryEstimator } from './estimate-binary.ts'
import { estimateRegressionPerformance, estimateRegressionWith, fitRegressionEstimator } from './estimate-regression.ts'
import { expectedMeasures } from './expected-measures.ts'
import { ESTIMATED_MEASURES } from './sampling-errors.ts'

/** Scores whose logit is stretched by `stretch`: calibrated at 1. */
function rows(seed: number, length: number, shift: number, stretch: number) {
  const random = seededRandom(seed)
  const logits = Float64Array.from({ length }, () => shift + 1.4 * random.normal())
  return {
    truth: Uint8Array.from(logits, (x) => (random.uniform() < 1 / (1 + Math.exp(-x)) ? 1 : 0)),
    scores: logits.map((x) => 1 / (1 + Math.exp(-stretch * x))),
  }
}

describe('performance expected of two classes', () => {
  it.each([
    ['calibrated scores', 1],
    ['scores that are too sure', 2.5],
  ])('holds what comes true, from %s, also when rows change', { timeout: 30_000 }, (_, stretch) => {
    const reference = { ...rows(1, 6000, 0, stretch), threshold: 0.5 }
    let [held, all] = [0, 0]
    for (let window = 0; window < 12; window++) {
      const current = rows(100 + window, 1000, window % 2 === 0 ? 0 : 0.7, stretch)
      const estimated = estimateBinaryPerformance({ reference, current })
      expect(estimated).toMatchObject({ n: 1000, unscored: 0, referenceRows: 6000 })
      if (stretch !== 1) expect(estimated.calibrated).toBe(true)
      const { metrics } = assessBinary({ task: 'binary', ...current, threshold: 0.5 })
      for (const name of ESTIMATED_MEASURES) {
        const [estimate, real] = [estimated.metrics[name], metrics[name]]
        if (!('value' in estimate) || !('value' in real)) throw new Error(`${name} has no value`)
        all++
        if (estimate.lower <= real.value && real.value <= estimate.upper) held++
      }
    }
    expect(held / all).toBeGreaterThan(0.97)
  })

  it('counts as the mean over all labels that probabilities allow', () => {
    const row = fc.record({ score: fc.constantFrom(0.1, 0.3, 0.5, 0.9), p: fc.double({ min: 0.01, max: 0.99, noNaN: true }) })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (given) => {
        const { confusion } = expectedMeasures(
          Float64Array.from(given, ({ score }) => score),
          Float64Array.from(given, ({ p }) => p),
          0.5,
        )
        let hits = 0
        for (let labels = 0; labels < 2 ** given.length; labels++) {
          const chance = given.reduce((product, { p }, i) => product * ((labels >> i) & 1 ? p : 1 - p), 1)
          hits += chance * given.filter(({ score }, i) => score >= 0.5 && (labels >> i) & 1).length
        }
        expect(confusion.truePositives).toBeCloseTo(hits, 12)
      }),
    )
  })

  it('ranks certain labels as they are', () => {
    const { scores, truth } = rows(5, 300, 0, 1)
    const rounded = scores.map((score) => Math.round(20 * score) / 20)
    const { measures } = expectedMeasures(rounded, Float64Array.from(truth), 0.5)
    const { metrics } = assessBinary({ task: 'binary', scores: rounded, truth, threshold: 0.5 })
    for (const name of ESTIMATED_MEASURES) {
      const real = metrics[name]
      expect(measures[name]).toBeCloseTo('value' in real ? real.value : NaN, 12)
    }
  })

  it('says why nothing can be expected', () => {
    const current = { scores: Float64Array.of(0.2, 0.8) }
    const of = (scores: number[], truth: number[], given = current) =>
      estimateBinaryPerformance({ reference: { scores: Float64Array.from(scores), truth: Uint8Array.from(truth), threshold: 0.5 }, current: given })
    expect(of([0.1, 0.9], [0, 1]).metrics.accuracy).toEqual({ undefined: 'too-few-rows' })
    const many = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 0.8 : 0.2))
    const right = many.map((score) => (score > 0.5 ? 1 : 0))
    expect(of(many, new Array<number>(60).fill(1)).metrics.rocAuc).toEqual({ undefined: 'one-class' })
    expect(of(many, right, { scores: Float64Array.of(NaN) }).metrics.f1).toEqual({ undefined: 'no-rows' })
    expect(of(many, right, { scores: Float64Array.of(0.1, 0.2) }).metrics.precision).toEqual({ undefined: 'none-predicted' })
    expect(() => of([0.1], [])).toThrow('1 scores for 0 truths')
  })
})

describe('errors expected of predicted numbers', () => {
  const draw = (seed: number, length: number, centre: number) => {
    const random = seededRandom(seed)
    const x = Float64Array.from({ length }, () => centre + random.normal())
    const predicted = x.map((value) => 2 * value)
    return { features: [x], predicted, truth: predicted.map((value, i) => value + random.normal() * (0.5 + Math.abs(x[i]))) }
  }

  it('follow rows that are harder to predict', { timeout: 30_000 }, () => {
    const estimator = fitRegressionEstimator(draw(1, 5000, 0))
    for (const [seed, centre] of [
      [2, 0],
      [3, 1],
    ]) {
      const current = draw(seed, 4000, centre)
      const { metrics } = estimateRegressionWith(estimator, current)
      const absolute = current.truth.reduce((sum, value, i) => sum + Math.abs(value - current.predicted[i]), 0) / 4000
      const { mae, rmse, mse } = metrics
      if (!('value' in mae && 'value' in rmse && 'value' in mse)) throw new Error('no value')
      expect(mae.value / absolute).toBeGreaterThan(0.9)
      expect(mae.value / absolute).toBeLessThan(1.1)
      expect(rmse.value ** 2).toBeCloseTo(mse.value, 10)
      expect(mae.lower).toBeLessThan(mae.value)
    }
  })

  it('leave out rows without a prediction, and need enough rows', () => {
    const reference = draw(1, 200, 0)
    const current = { features: [Float64Array.of(1, NaN, 2)], predicted: Float64Array.of(2, 1, NaN) }
    expect(estimateRegressionPerformance({ reference, current })).toMatchObject({ n: 2, unscored: 1, referenceRows: 200 })
    expect(estimateRegressionPerformance({ reference: draw(1, 50, 0), current }).metrics.mae).toEqual({ undefined: 'too-few-rows' })
    expect(() => estimateRegressionPerformance({ reference: { ...reference, truth: new Float64Array(3) }, current })).toThrow('differ in length')
  })
})

describe('boosted trees', () => {
  it('learn a step, a missing value and an interaction, and repeat', () => {
    const random = seededRandom(4)
    const length = 4000
    const [a, b] = [0, 1].map(() => Float64Array.from({ length }, () => (random.uniform() < 0.1 ? NaN : random.uniform())))
    const truth = (i: number) => (Number.isNaN(a[i]) ? 5 : a[i] > 0.5 ? (b[i] > 0.3 ? 3 : -1) : 0)
    const target = Float64Array.from({ length }, (_, i) => truth(i))
    const model = fitBoostedTrees([a, b], target)
    const predicted = predictBoostedTrees(JSON.parse(JSON.stringify(model)) as typeof model, [a, b], length)
    const error = predicted.reduce((sum, value, i) => sum + (value - target[i]) ** 2, 0) / length
    expect(error).toBeLessThan(0.06)
    expect(predictBoostedTrees(fitBoostedTrees([a, b], target), [a, b], length)).toEqual(predicted)
  })

  it('predict the mean of a constant target and of no features', () => {
    expect(predictBoostedTrees(fitBoostedTrees([], Float64Array.of(1, 2, 6)), [], 2)).toEqual(Float64Array.of(3, 3))
    const x = Float64Array.from({ length: 100 }, (_, i) => i)
    expect(predictBoostedTrees(fitBoostedTrees([x], new Float64Array(100).fill(7)), [x], 100)).toEqual(new Float64Array(100).fill(7))
  })
})

describe('control limits', () => {
  it('alarm where rows change and seldom where they do not, given enough windows of the reference', { timeout: 30_000 }, () => {
    const estimator = fitBinaryEstimator({ ...rows(7, 12_000, 0, 1), threshold: 0.5, calibrate: false })
    const controlled = (seed: number, length: number, shift: number) => {
      const { metrics } = estimateBinaryWith(estimator, rows(seed, length, shift, 1).scores)
      return ESTIMATED_MEASURES.map((name) => metrics[name]).map((measure) => ('value' in measure ? measure.control : undefined))
    }
    const alarms = (shift: number) =>
      Array.from({ length: 20 }, (_, i) => controlled(200 + i, 600, shift).filter((control) => control?.alarm).length).reduce((sum, count) => sum + count, 0)
    expect(controlled(1, 600, 0)[0]).toMatchObject({ windows: 20, lower: expect.any(Number), upper: expect.any(Number) })
    expect(alarms(0) / 140).toBeLessThan(0.02)
    expect(alarms(1.5) / 140).toBeGreaterThan(0.5)
    expect(controlled(1, 5000, 0).every((control) => control === undefined)).toBe(true)
  })

  it('are three deviations about the mean, within the range, without windows that have no value', () => {
    expect(controlLimits([0.5, NaN, 0.7], 0, 1)).toEqual({ lower: expect.closeTo(0.3, 12), upper: expect.closeTo(0.9, 12) })
    expect(controlLimits([0.1, 0.9], 0, 1)).toEqual({ lower: 0, upper: 1 })
    expect(controlLimits([NaN], 0, 1)).toBeNull()
  })
})
