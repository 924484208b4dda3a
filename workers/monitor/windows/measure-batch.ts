import type { StoredProblem } from '#server/contracts/problems.ts'
import type { ChildEnd, ChildOutcome } from '#workers/runtime/run-child.ts'
import type { WindowsAnswer, WindowsNews } from './window-child.ts'
import type { WindowMeasured } from './window-plan.ts'

/** How the measuring of a window ended. */
export type WindowEnd = Pick<WindowMeasured, 'evidence' | 'problem'> & { summary: WindowMeasured['summary'] | null }

export interface BatchWork<W extends { id: string }> {
  /** Measures windows in a process of its own, one after another, and says what it does. */
  run: (windows: readonly W[], say: (news: WindowsNews) => void) => Promise<ChildOutcome<WindowsAnswer>>
  /** Ends a window's attempt. */
  end: (window: W, ended: WindowEnd) => Promise<void>
  /** The problem of what a process was at when it ended before its time. */
  problemOf: (ended: ChildEnd, at: 'window' | 'reference') => StoredProblem
  signal: AbortSignal
}

interface Attempt {
  /** Windows that were ended, or whose end could not be recorded. */
  told: number
  /** Whether what they are compared with was read. */
  ready: boolean
  fault: ChildEnd | null
}

/**
 * Measures windows together, each recorded as it ends. A process that ends before its time leaves those that it did not come to
 * for the next batch; only a window that also ends a process of its own is at fault, and all of them are where the reference
 * takes too much. Resolves to the errors of ends that could not be recorded; throws where a process crashes over the reference.
 */
export async function measureBatch<W extends { id: string }>(windows: readonly W[], { run, end, problemOf, signal }: BatchWork<W>): Promise<unknown[]> {
  const errors: unknown[] = []
  const endWith = (window: W, problem: StoredProblem) => end(window, { problem, summary: null, evidence: [] })

  async function attempt(taken: readonly W[]): Promise<Attempt> {
    const open = new Map(taken.map((window) => [window.id, window]))
    const made: Attempt = { told: 0, ready: false, fault: null }
    let recording = Promise.resolve()
    const child = await run(taken, (news) => {
      if ('ready' in news) return void (made.ready = true)
      const window = open.get(news.measured.id)
      if (!window) return
      open.delete(window.id)
      made.told++
      recording = recording.then(() => end(window, news.measured)).catch((error: unknown) => void errors.push(error))
    })
    await recording
    signal.throwIfAborted()
    if (child.end !== 'answer') return { ...made, fault: child }
    if ('problem' in child.answer) for (const window of open.values()) await endWith(window, child.answer.problem)
    return made
  }

  if (windows.length === 0) return []
  const together = await attempt(windows)
  const [suspect] = windows
  if (together.fault && together.told === 0) {
    const alone = windows.length === 1 ? together : await attempt([suspect])
    if (alone.fault && alone.told === 0) {
      if (!alone.ready && alone.fault.end === 'crash') throw new Error(`the process that measures windows ended: ${alone.fault.detail}`)
      for (const window of alone.ready ? [suspect] : windows) await endWith(window, problemOf(alone.fault, alone.ready ? 'window' : 'reference'))
    }
  }
  return errors
}
