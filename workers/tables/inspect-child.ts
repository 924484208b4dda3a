import type { StoredProblem } from '#server/contracts/problems.ts'
import type { SnapshotFormat } from '#server/contracts/datasets.ts'
import { answerOnce } from '#workers/runtime/answer-once.ts'
import { inspectTable } from './inspect-table.ts'
import type { TableInspection } from './inspect-table.ts'
import { TableRefusal } from './refusal.ts'

export interface InspectRequest {
  path: string
  format: SnapshotFormat
  key?: string
}
export type InspectAnswer = { inspection: TableInspection } | { problem: StoredProblem }

/** The process that reads bytes nobody has vetted: one request, one answer. */
async function answer({ path, format, key }: InspectRequest): Promise<InspectAnswer> {
  try {
    return { inspection: await inspectTable(path, format, key) }
  } catch (error) {
    if (error instanceof TableRefusal) return { problem: error.problem }
    throw error
  }
}

answerOnce(answer)
