import { refusal } from '#server/kernel/onnx/inspect/refusal.ts'
import type { Refusal } from '#server/kernel/onnx/inspect/refusal.ts'
import type { ChildEnd, ChildLimits } from '#workers/runtime/run-child.ts'

const FAULTS = new Set(['SIGFPE', 'SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGTRAP'])

/**
 * What the end of a child says about the model it worked on.
 * @throws Error when it ended for reasons of its own, such as no memory to start a process: then it is worth another try
 */
export function refusalOfEnd(end: ChildEnd, limits: ChildLimits, doing: string): Refusal {
  if (end.end === 'timeout')
    return refusal('resource-limit', `${doing} took more than ${Math.round(limits.milliseconds / 1000)} seconds.`, 'Send a smaller model, without loops.')
  if (end.end === 'memory') return refusal('resource-limit', `${doing} took more than ${limits.megabytes} MB of memory.`, 'Send a smaller model.')
  if (end.detail === 'SIGFPE')
    return refusal(
      'crashing-constant',
      `${doing} ended the process with an arithmetic fault (SIGFPE): the model divides integers by zero, or the smallest by -1.`,
      'Divide in floating point.',
    )
  if (FAULTS.has(end.detail))
    return refusal(
      'trial-failed',
      `${doing} ended the process (${end.detail}).`,
      'Export the model again, for another operator set or with another version of the exporter.',
    )
  throw new Error(`${doing} failed: ${end.detail}`)
}
