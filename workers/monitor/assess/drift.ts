import { judgeDrift } from '#server/kernel/drift/assess-drift.ts'
import { compareFeature } from '#server/kernel/drift/compare-feature.ts'
import { sampleOf } from './compare-columns.ts'
import { compareTables } from './compare-tables.ts'
import { columnOf } from './subject.ts'
import type { Subject } from './subject.ts'

async function compare({ plan, evaluation, reference, say }: Subject, categorical: ReadonlySet<string>) {
  const { features } = plan
  if (evaluation.source && reference.source) {
    const onDone = (done: number) => say?.(`drift: ${done} of ${features.length} features`)
    return compareTables(features, { reference: reference.source, current: evaluation.source }, categorical, { onDone })
  }
  return features.map((feature) => {
    const pair = { reference: columnOf(reference, feature), current: columnOf(evaluation, feature) }
    return { feature, comparison: compareFeature(sampleOf(feature, pair, categorical)) }
  })
}

/** Whether each feature of the version is distributed as in the reference. */
export async function drift(subject: Subject) {
  const categorical = new Set(subject.plan.schema.categorical)
  const result = judgeDrift(await compare(subject, categorical))
  return { parameters: { features: subject.plan.features, categorical: [...categorical] }, result }
}
