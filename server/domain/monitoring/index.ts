import { cancelAssessment } from './cancel-assessment.ts'
import { getAssessment } from './get-assessment.ts'
import { getModelHealth } from './health/get-model-health.ts'
import { listAssessments } from './list-assessments.ts'
import { startAssessment } from './start-assessment.ts'
import { assessWindows } from './windows/assess-windows.ts'
import { getWindow, listModelWindows, listWindows } from './windows/list-windows.ts'

export const monitoringOperations = {
  listAssessments,
  getAssessment,
  startAssessment,
  cancelAssessment,
  listWindows,
  listModelWindows,
  getWindow,
  assessWindows,
  getModelHealth,
}

export { assessmentById } from './internal.ts'
export { claimAssessment, finishAssessment, holdAssessment, isCurrent, measuredKinds, reportProgress } from './progress.ts'
export type { Claim } from './progress.ts'
export { aloneOnWindows, claimWindows, finishWindow, giveUpClaimed, giveUpWindows, releaseWindows } from './windows/claim-windows.ts'
export type { ClaimedWindow, WindowOutcome } from './windows/claim-windows.ts'
export { continueWindows, scheduleWindows } from './windows/schedule-windows.ts'
