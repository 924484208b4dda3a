import { assessQuality } from '#server/kernel/quality/assess-quality.ts'
import type { WindowSubject } from './window-subject.ts'

/** What is wrong with the inputs of a window, compared with the reference. */
export function windowQuality({ plan, columns, reference }: WindowSubject) {
  const { categorical, expectations } = plan.schema
  const { features } = plan
  // A window has no columns beside its features that could be as expected.
  const expected = expectations?.filter(({ column }) => features.includes(column))
  const declared = { ...(categorical === undefined ? {} : { categorical }), ...(expected?.length ? { expectations: expected } : {}) }
  const known = features.flatMap((feature) => reference.columns.get(feature) ?? [])
  return { parameters: { features, ...declared }, result: assessQuality({ columns: [...columns.values()], reference: known, features, ...declared }) }
}
