import { assessQuality } from '#server/kernel/quality/assess-quality.ts'
import type { WindowSubject } from './window-subject.ts'

/** What is wrong with the inputs of a window, compared with the reference. */
export function windowQuality({ plan, columns, reference }: WindowSubject) {
  const { categorical } = plan.schema
  const { features } = plan
  const declared = categorical === undefined ? {} : { categorical }
  const known = features.flatMap((feature) => reference.columns.get(feature) ?? [])
  return { parameters: { features, ...declared }, result: assessQuality({ columns: [...columns.values()], reference: known, features, ...declared }) }
}
