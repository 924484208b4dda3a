import { getAssessment } from './get-assessment.ts'
import { listAssessments } from './list-assessments.ts'
import { startAssessment } from './start-assessment.ts'

export const monitoringOperations = { listAssessments, getAssessment, startAssessment }

export { assessmentById } from './internal.ts'
export { claimAssessment, finishAssessment, reportProgress } from './progress.ts'
