import { assessDrift } from '#server/kernel/drift/assess-drift.ts'
import type { FeatureSample } from '#server/kernel/drift/compare-feature.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { columnOf } from './subject.ts'
import type { Subject } from './subject.ts'

const isCategorical = (column: Column): boolean => column.kind === 'string' || column.type === 'boolean'

/** Whether each feature of the version is distributed as in the reference. */
export async function drift({ plan, evaluation, reference }: Subject) {
  const categorical = new Set(plan.schema.categorical)
  const samples = plan.features.map((feature): FeatureSample => {
    const pair = { reference: columnOf(reference, feature), current: columnOf(evaluation, feature) }
    const type = categorical.has(feature) || isCategorical(pair.reference) || isCategorical(pair.current) ? 'categorical' : 'numeric'
    return { feature, type, ...pair }
  })
  return { parameters: { features: plan.features, categorical: [...categorical] }, result: assessDrift(samples) }
}
