import { AssessmentProblem } from './plan.ts'
import type { TableFile } from './plan.ts'

/** A column that must be there, and the snapshot that lacks it. */
export const missingColumn = ({ snapshotId }: TableFile, name: string): AssessmentProblem =>
  new AssessmentProblem({
    code: 'missing-column',
    title: 'A column is missing',
    detail: `The snapshot ${snapshotId} has no column ${name}.`,
    fix: `Send a snapshot with the column ${name}.`,
  })
