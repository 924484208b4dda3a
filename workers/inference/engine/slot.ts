import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { EngineError } from './engine-error.ts'
import type { EngineAnswer, EngineReply, EngineRequest, Numbered, Ready } from './protocol.ts'

const CHILD = fileURLToPath(new URL('./engine-child.ts', import.meta.url))
const START_MS = 60_000
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 10_000
/** What a GPU's driver reads; nothing else of this process's environment passes. */
const GPU_ENV = /^(LD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*)$/

/** A place for one child process, which is started again when it ends. */
export interface Slot {
  /** Takes a request now. */
  readonly free: boolean
  readonly pid: number | null
  /** What its present process has loaded and prepared. */
  readonly warm: ReadonlySet<string>
  /** Only while free. Rejects with EngineError, whatever becomes of the process. */
  ask: (request: EngineRequest, timeoutMs: number) => Promise<EngineAnswer>
  stop: () => Promise<void>
}

/** What a slot needs no time for, once it has answered the request. */
export function warmthOf(request: EngineRequest): string {
  if (request.kind === 'prepare') return `${request.model.digest} ${request.baseline.key}`
  return request.kind === 'explain' ? `${request.model.digest} ${request.baselineKey}` : request.model.digest
}

interface Pending {
  id: number
  resolve: (answer: EngineAnswer) => void
  reject: (error: EngineError) => void
  timer: NodeJS.Timeout
  warmth: string
}

function startChild(cwd: string, megabytes: number): ChildProcess {
  const gpu = Object.entries(process.env).filter(([name]) => GPU_ENV.test(name))
  const env = { ...Object.fromEntries(gpu), NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, TZ: 'UTC' }
  const execArgv = [`--max-old-space-size=${megabytes}`, '--disable-warning=ExperimentalWarning']
  return fork(CHILD, [String(megabytes)], { cwd, env, execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
}

/** The last line a process wrote that is not a log line of the runtime. */
function lastWords(words: string): string[] {
  const lines = stripVTControlCharacters(words).split('\n')
  return lines.filter((line) => line.trim() !== '' && !line.includes('onnxruntime')).slice(-1)
}

/** Opens a slot and starts its first process. `whenFree` is called each time it takes requests again. */
export function openSlot(options: { megabytes: number; whenFree: () => void }): Slot {
  let child: ChildProcess | null = null
  let pending: Pending | null = null
  let ready = false
  let stopped = false
  let failures = 0
  let nextId = 1
  let closed: Promise<void> = Promise.resolve()
  let restart: NodeJS.Timeout | undefined
  const warm = new Set<string>()

  const settle = (finish: (request: Pending) => void) => {
    const request = pending
    if (!request) return
    pending = null
    clearTimeout(request.timer)
    finish(request)
  }
  const take = (message: EngineReply | Ready) => {
    if ('ready' in message) ready = true
    else if (message.id === pending?.id) {
      failures = 0
      settle((request) => {
        if (!message.ok) return request.reject(new EngineError('failed', message.error, message.missing))
        warm.add(request.warmth)
        return request.resolve(message.answer)
      })
    }
    options.whenFree()
  }
  const start = () => {
    const cwd = mkdtempSync(join(tmpdir(), 'countersign-engine-'))
    const own = startChild(cwd, options.megabytes)
    let words = ''
    child = own
    const starting = setTimeout(() => own.kill('SIGKILL'), START_MS)
    closed = new Promise((resolve) => {
      const ended = (why: string) => {
        if (child !== own) return
        child = null
        ready = false
        warm.clear()
        clearTimeout(starting)
        rmSync(cwd, { recursive: true, force: true })
        settle((request) => request.reject(new EngineError('gone', `The engine process ended under the request: ${why}.`)))
        if (!stopped) restart = setTimeout(start, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++))
        resolve()
      }
      own.once('error', (error) => ended(error.message))
      own.once('close', (code, signal) => ended([signal ?? `exit code ${code}`, ...lastWords(words)].join(', ')))
    })
    own.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2000)))
    own.on('message', (message) => {
      clearTimeout(starting)
      take(message as EngineReply | Ready)
    })
  }
  start()
  return {
    get free() {
      return ready && pending === null && child !== null && !stopped
    },
    get pid() {
      return child?.pid ?? null
    },
    warm,
    ask(request, timeoutMs) {
      const id = nextId++
      return new Promise((resolve, reject) => {
        const own = child
        const timer = setTimeout(() => {
          settle(() => reject(new EngineError('timeout', `The model did not answer within ${timeoutMs} ms.`)))
          // Not free again before its end was seen.
          ready = false
          own?.kill('SIGKILL')
        }, timeoutMs)
        pending = { id, resolve, reject, timer, warmth: warmthOf(request) }
        try {
          own?.send({ id, ...request } satisfies Numbered, (error) => error && own.kill('SIGKILL'))
        } catch (error) {
          settle(() => reject(new EngineError('failed', error instanceof Error ? error.message : String(error))))
          options.whenFree()
        }
      })
    },
    async stop() {
      stopped = true
      clearTimeout(restart)
      // It has nothing to save.
      child?.kill('SIGKILL')
      await closed
    },
  }
}
