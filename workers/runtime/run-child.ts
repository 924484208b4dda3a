import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ChildLimits {
  /** Wall clock, after which the child is killed. */
  milliseconds: number
  /** Resident memory, above which the child is killed. */
  megabytes: number
}

/** How a child ended when it did not answer. */
export type ChildEnd = { end: 'timeout' } | { end: 'memory' } | { end: 'crash'; detail: string }
export type ChildOutcome<T> = { end: 'answer'; answer: T } | ChildEnd

const WATCH_MS = 25

/** A process that ends takes its children with it: one that computes without a pause would not notice. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Resident megabytes of a process, or 0 where this system does not tell. */
function residentMegabytes(pid: number): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1024 ** 2
  } catch {
    return 0
  }
}

/**
 * Runs a module in a process of its own that may be lost: an empty working directory, none of this process's environment,
 * limits on time and memory. The module answers its one message with one message (structured clone) and is then ended;
 * before that it may say `{ progress }`.
 * A child that crashes, hangs or swells is an outcome, never an error of the caller.
 */
export function runChild<T>(
  module: string,
  message: unknown,
  limits: ChildLimits,
  watch: { signal?: AbortSignal; onProgress?: (progress: unknown) => void } = {},
): Promise<ChildOutcome<T>> {
  const cwd = mkdtempSync(join(tmpdir(), 'countersign-child-'))
  const env = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, TZ: 'UTC' }
  const execArgv = [`--max-old-space-size=${limits.megabytes}`, '--disable-warning=ExperimentalWarning']
  const child = fork(module, { cwd, env, execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  running.add(child)
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2000)))
  return new Promise((resolve) => {
    let outcome: ChildOutcome<T> | null = null
    const end = (ended: ChildOutcome<T>) => {
      outcome ??= ended
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => end({ end: 'timeout' }), limits.milliseconds)
    const memory = setInterval(() => {
      if (child.pid !== undefined && residentMegabytes(child.pid) > limits.megabytes) end({ end: 'memory' })
    }, WATCH_MS)
    const aborted = () => end({ end: 'crash', detail: 'cancelled' })
    watch.signal?.addEventListener('abort', aborted, { once: true })
    child.on('message', (said) => {
      if (typeof said === 'object' && 'progress' in said) watch.onProgress?.(said.progress)
      else end({ end: 'answer', answer: said as T })
    })
    // It may fail to start and then to be sent to: two errors.
    child.on('error', (error) => end({ end: 'crash', detail: error.message }))
    child.once('close', (code, killedBy) => {
      running.delete(child)
      clearTimeout(timer)
      clearInterval(memory)
      watch.signal?.removeEventListener('abort', aborted)
      rmSync(cwd, { recursive: true, force: true })
      const outOfMemory = /heap out of memory|Allocation failed/.test(words)
      resolve(outcome ?? (outOfMemory ? { end: 'memory' } : { end: 'crash', detail: killedBy ?? `exit code ${code}` }))
    })
    child.send(message as object)
  })
}
