import { expect, it } from 'vitest'
import { assessBinary } from '#server/kernel/performance/assess-binary.ts'
import { isDefined } from './defined.ts'
import { lookedAt, measuresOf, nearestStep } from './threshold-measures.ts'

const scores = Float64Array.from({ length: 400 }, (_, i) => ((i * 7919) % 400) / 399)
const truth = Uint8Array.from({ length: 400 }, (_, i) => (((i * 7919) % 400) + ((i * 104_729) % 200) > 300 ? 1 : 0))
const at = (threshold: number) => assessBinary({ task: 'binary', scores, truth, threshold })
const named = (rows: ReturnType<typeof measuresOf>) => Object.fromEntries(rows.map(({ name, measure }) => [name, measure]))

it('says of every step of the table what an assessment at that threshold says', () => {
  const { thresholds } = at(0.5)
  for (const row of thresholds.filter((_, i) => i % 10 === 0)) {
    const { metrics } = at(row.threshold)
    const { Accuracy, Precision, Recall, F1 } = named(measuresOf(row))
    expect([Accuracy, Precision, Recall, F1]).toEqual([metrics.accuracy, metrics.precision, metrics.recall, metrics.f1])
  }
})

it('has no precision where nothing is decided positive, and no recall without positives', () => {
  const none = named(measuresOf({ truePositives: 0, falsePositives: 0, falseNegatives: 3, trueNegatives: 4 }))
  expect(none.Precision).toEqual({ undefined: 'none-predicted' })
  const [negatives] = [named(measuresOf({ truePositives: 0, falsePositives: 2, falseNegatives: 0, trueNegatives: 4 }))]
  expect(negatives.Recall).toEqual({ undefined: 'no-positives' })
  expect(negatives.Specificity && isDefined(negatives.Specificity) ? negatives.Specificity.value : null).toBeCloseTo(2 / 3, 12)
})

it('starts at the step nearest to the threshold in force', () => {
  const { thresholds } = at(0.5)
  expect(thresholds[nearestStep(thresholds, 0.323)]?.threshold).toBe(0.32)
  expect(nearestStep([], 0.5)).toBe(0)
})

it('looks at the threshold in force itself, also between two steps, and at the steps elsewhere', () => {
  const between = at(0.3249)
  const home = nearestStep(between.thresholds, 0.3249)
  const { truePositives, falsePositives } = between.confusion
  expect(lookedAt(between, home)).toMatchObject({ threshold: 0.3249, truePositives, falsePositives, decidedPositive: (truePositives + falsePositives) / 400 })
  expect(lookedAt(between, home)?.decidedPositive).not.toBe(between.thresholds[home]?.decidedPositive)
  expect(lookedAt(between, home + 1)).toBe(between.thresholds[home + 1])
  for (const row of between.thresholds.filter((_, i) => i % 20 === 0)) {
    const held = at(row.threshold)
    expect(lookedAt(held, nearestStep(held.thresholds, row.threshold))).toEqual(row)
  }
  expect(lookedAt({ ...between, thresholds: [] }, 0)).toBeUndefined()
})
