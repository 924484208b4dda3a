import { rowsOf } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import { QualityAssessment } from './quality-assessment.ts'
import type { QualityRules } from './quality-assessment.ts'
import type { QualityResult } from './quality-result.ts'

export type QualityInput = QualityRules & {
  columns: readonly Column[]
  reference: readonly Column[]
}

/**
 * The quality of a table in memory against a reference: see `QualityAssessment`.
 *
 * @param input `columns` and `reference` each of one length
 */
export function assessQuality({ columns, reference, ...rules }: QualityInput): QualityResult {
  const [rows, before] = [columns, reference].map(([first]) => (first ? rowsOf(first) : 0))
  const assessment = new QualityAssessment(rules, rows, before)
  const known = new Map(reference.map((column) => [column.name, column]))
  for (const column of columns) {
    assessment.add(column, known.get(column.name))
    known.delete(column.name)
  }
  for (const column of known.values()) assessment.add(undefined, column)
  return assessment.result()
}
