import { assessDrift, judgeDrift } from '#server/kernel/drift/assess-drift.ts'
import type { FurtherTest } from '#server/kernel/drift/tests/further-tests.ts'
import { sampleOf } from './compare-columns.ts'
import { compareTables } from './compare-tables.ts'
import { columnOf } from './subject.ts'
import type { Subject } from './subject.ts'

async function compare({ plan, evaluation, reference, say }: Subject, categorical: ReadonlySet<string>, tests: readonly FurtherTest[]) {
  const { features } = plan
  if (evaluation.source && reference.source) {
    const onDone = (done: number) => say?.(`drift: ${done} of ${features.length} features`)
    return judgeDrift(await compareTables(features, { reference: reference.source, current: evaluation.source }, { categorical, tests }, { onDone }))
  }
  const samples = features.map((feature) => sampleOf(feature, { reference: columnOf(reference, feature), current: columnOf(evaluation, feature) }, categorical))
  return assessDrift(samples, { tests })
}

/** Whether each feature of the version is distributed as in the reference, by the tests that decide and those that the data set asks for. */
export async function drift(subject: Subject) {
  const { features, schema } = subject.plan
  const categorical = new Set(schema.categorical)
  const result = await compare(subject, categorical, schema.driftTests ?? [])
  return { parameters: { features, categorical: [...categorical] }, result }
}
