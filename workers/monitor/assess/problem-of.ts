import type { StoredProblem } from '#server/contracts/problems.ts'
import { TensorError } from '#server/kernel/tensor/decode.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import { TableRefusal } from '#workers/tables/refusal.ts'
import { AssessmentProblem } from './plan.ts'

const ROWS_FIX = 'Send a snapshot whose columns hold what the inputs of the model take, or register a version with other features.'

function engineProblem({ kind, message }: EngineError): StoredProblem | null {
  switch (kind) {
    case 'failed':
      return { code: 'model-failed', title: 'The model does not run on these rows', detail: message, fix: ROWS_FIX }
    case 'gone':
      return { code: 'model-failed', title: 'The model ends the process that runs it on these rows', detail: message, fix: ROWS_FIX }
    case 'timeout':
      return {
        code: 'resource-limit',
        title: 'The model takes too long on these rows',
        detail: message,
        fix: 'Assess on a smaller snapshot, or register a smaller model.',
      }
    case 'busy':
      return null
  }
}

/** What an error of an assessment says about the model or its data; null for one that another attempt may not meet. */
export function problemOf(error: unknown): StoredProblem | null {
  if (error instanceof AssessmentProblem || error instanceof TableRefusal) return error.problem
  if (error instanceof TensorError) return { code: 'wrong-input', title: 'The model cannot be fed with these rows', detail: error.message, fix: ROWS_FIX }
  return error instanceof EngineError ? engineProblem(error) : null
}
