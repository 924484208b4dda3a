import { QualityAssessment } from '#server/kernel/quality/quality-assessment.ts'
import type { Column } from '#server/kernel/table/column.ts'
import type { LoadedTable } from './load-tables.ts'
import type { Subject } from './subject.ts'

const namesOf = ({ source, columns }: LoadedTable): string[] => source?.columns.map(({ name }) => name) ?? [...columns.keys()]
const readColumn = async ({ source, columns }: LoadedTable, name: string): Promise<Column | undefined> => columns.get(name) ?? (await source?.readColumn(name))

/** What is wrong with the evaluated rows, compared with the reference; one column of each is in memory at a time. */
export async function quality({ plan, evaluation, reference, say }: Subject) {
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
  const assessment = new QualityAssessment({ features: plan.features, ...declared }, evaluation.rows, reference.rows)
  const [names, known] = [namesOf(evaluation), new Set(namesOf(reference))]
  for (const [done, name] of names.entries()) {
    say?.(`data quality: ${done} of ${names.length} columns`)
    assessment.add(await readColumn(evaluation, name), known.has(name) ? await readColumn(reference, name) : undefined)
    known.delete(name)
  }
  for (const name of known) assessment.add(undefined, await readColumn(reference, name))
  return { parameters: { features: plan.features, ...declared }, result: assessment.result() }
}
