import { describe, expect, it } from 'vitest'
import type { Measure } from '../numbers/measure.ts'
import { seededRandom } from '../numbers/random.ts'
import { assessMulticlass } from './assess-multiclass.ts'
import type { MulticlassResult } from './performance-result.ts'

const random = seededRandom(31)

/** Rows of `width` classes, three of four decided as they are. */
function drawn(length: number, width: number) {
  const truth = Int32Array.from({ length }, (_, row) => (row < width ? row : random.integer(width)))
  const predicted = truth.map((t) => (random.uniform() < 0.75 ? t : random.integer(width)))
  return { task: 'multiclass' as const, truth, predicted, classes: Array.from({ length: width }, (_, c) => String(c)) }
}

const MEASURES = ['precisionMacro', 'f1Macro', 'precisionWeighted', 'f1Weighted', 'matthewsCorrelation', 'cohenKappa', 'quadraticKappa'] as const

/** Standard error that an interval on the logit (shares) or Fisher's z scale (coefficients) was made of. */
function errorOf(measure: Measure): number {
  if (!('value' in measure)) throw new Error(measure.undefined)
  const scale = measure.method.endsWith('fisher') ? Math.atanh : (x: number) => Math.log(x / (1 - x))
  const room = measure.method.endsWith('fisher') ? 1 - measure.value ** 2 : measure.value * (1 - measure.value)
  return ((scale(measure.upper) - scale(measure.lower)) / 2 / 1.959963984540054) * room
}

/** Standard error from the values with one row left out. */
function jackknifeOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt((values.reduce((sum, value) => sum + (value - mean) ** 2, 0) * (values.length - 1)) / values.length)
}

describe('measures of many classes', () => {
  it('take seconds for 300 classes', { timeout: 20_000 }, () => {
    const { metrics } = assessMulticlass(drawn(60_000, 300))
    for (const name of MEASURES) expect(metrics[name]).toMatchObject({ value: expect.any(Number), lower: expect.any(Number) })
  })

  it('have the standard error that leaving out one row at a time gives', () => {
    const given = drawn(400, 4)
    const { metrics } = assessMulticlass(given)
    const without = Array.from({ length: 400 }, (_, left): MulticlassResult => {
      const keep = (_: number, row: number) => row !== left
      return assessMulticlass({ ...given, truth: given.truth.filter(keep), predicted: given.predicted.filter(keep) })
    })
    for (const name of MEASURES) {
      const values = without.map((result) => ('value' in result.metrics[name] ? result.metrics[name].value : NaN))
      expect(Math.abs(errorOf(metrics[name]) / jackknifeOf(values) - 1)).toBeLessThan(0.01)
    }
  })

  it('rank 60 classes of 40,000 rows in seconds', { timeout: 20_000 }, () => {
    const given = drawn(40_000, 60)
    const scores = new Float64Array(40_000 * 60).fill(0.4 / 60)
    for (const [row, code] of given.predicted.entries()) scores[row * 60 + code] += 0.6
    const { metrics } = assessMulticlass({ ...given, scores })
    for (const name of ['rocAucOvrMacro', 'rocAucOvoMacro', 'rocAucOvoWeighted'] as const)
      expect(metrics[name]).toMatchObject({ value: expect.closeTo(0.875, 1), lower: expect.any(Number) })
  })

  it('rank each class against the rest and each pair of classes', () => {
    const [length, width] = [160, 3]
    const given = drawn(length, width)
    const scores = new Float64Array(length * width)
    for (let row = 0; row < length; row++) {
      let sum = 0
      // In eighths, so that scores tie.
      for (let c = 0; c < width; c++) sum += scores[row * width + c] = 1 + random.integer(8) + (c === given.truth[row] ? 3 : 0)
      for (let c = 0; c < width; c++) scores[row * width + c] /= sum
    }
    const areasOf = (keep: (row: number) => boolean) => {
      const rows = Array.from({ length }, (_, row) => row).filter(keep)
      const area = (c: number, others: (t: number) => boolean): number => {
        const [high, low] = [(t: number) => t === c, others].map((is) => rows.filter((row) => is(given.truth[row])).map((row) => scores[row * width + c]))
        return high.reduce((wins, h) => wins + low.reduce((won, l) => won + (h > l ? 1 : h === l ? 0.5 : 0), 0), 0) / high.length / low.length
      }
      const share = (...classes: number[]) => rows.filter((row) => classes.includes(given.truth[row])).length / rows.length
      const against = [0, 1, 2].map((c) => ({ value: area(c, (t) => t !== c), weight: share(c) }))
      const pairs = [
        [0, 1],
        [0, 2],
        [1, 2],
      ].map(([a, b]) => ({ value: (area(a, (t) => t === b) + area(b, (t) => t === a)) / 2, weight: share(a, b) / 2 }))
      const [plain, weighted] = [
        (areas: typeof pairs) => areas.reduce((sum, { value }) => sum + value, 0) / 3,
        (areas: typeof pairs) => areas.reduce((sum, { value, weight }) => sum + value * weight, 0),
      ]
      return { rocAucOvrMacro: plain(against), rocAucOvrWeighted: weighted(against), rocAucOvoMacro: plain(pairs), rocAucOvoWeighted: weighted(pairs) }
    }
    const { metrics } = assessMulticlass({ ...given, scores })
    const all = areasOf(() => true)
    const without = Array.from({ length }, (_, left) => areasOf((row) => row !== left))
    for (const name of Object.keys(all) as (keyof typeof all)[]) {
      expect('value' in metrics[name] && metrics[name].value).toBeCloseTo(all[name], 13)
      expect(Math.abs(errorOf(metrics[name]) / jackknifeOf(without.map((areas) => areas[name])) - 1)).toBeLessThan(0.02)
    }
  })
})
