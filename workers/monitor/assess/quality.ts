import { assessQuality } from '#server/kernel/quality/assess-quality.ts'
import type { Subject } from './subject.ts'

/** What is wrong with the evaluated rows, compared with the reference. */
export async function quality({ plan, evaluation, reference }: Subject) {
  const { label, entityId, timestamp, categorical, expectations } = plan.schema
  const { period } = plan.evaluation
  const declared = {
    ...(label === undefined ? {} : { label }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(categorical === undefined ? {} : { categorical }),
    ...(expectations === undefined ? {} : { expectations }),
    ...(period === undefined ? {} : { period }),
  }
  const result = assessQuality({ columns: [...evaluation.columns.values()], reference: [...reference.columns.values()], features: plan.features, ...declared })
  return { parameters: { features: plan.features, ...declared }, result }
}
