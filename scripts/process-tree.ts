import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

export interface ProcessSpec {
  name: string
  command: string
  args: string[]
  env: Record<string, string>
}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 10_000
const STEADY_MS = 30_000

/** Keeps one process running: restarts it when it ends, waiting twice as long each time until it stays up. */
export class KeptProcess {
  readonly name: string
  private readonly spec: ProcessSpec
  private readonly say: (line: string) => void
  private child: ChildProcess | null = null
  private delayMs = FIRST_DELAY_MS
  private startedAt = 0
  private timer: NodeJS.Timeout | null = null
  private stopping = false

  constructor(spec: ProcessSpec, say: (line: string) => void) {
    this.name = spec.name
    this.spec = spec
    this.say = say
  }

  get pid(): number | undefined {
    return this.child?.pid
  }

  start(): void {
    this.startedAt = Date.now()
    // The IPC channel closes when the supervisor dies, however it dies; children end on it.
    const child = spawn(this.spec.command, this.spec.args, { env: this.spec.env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    this.child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n').filter((part) => part.trim() !== '')) this.say(`[${this.name}] ${line}`)
      })
    }
    child.on('error', (error) => this.say(`[${this.name}] ${error.message}`))
    child.on('exit', (code, signal) => this.ended(code, signal))
  }

  private ended(code: number | null, signal: NodeJS.Signals | null): void {
    this.child = null
    if (this.stopping) return
    if (Date.now() - this.startedAt > STEADY_MS) this.delayMs = FIRST_DELAY_MS
    this.say(`[${this.name}] ended (${signal ?? `code ${code}`}); starting again in ${this.delayMs} ms`)
    this.timer = setTimeout(() => this.start(), this.delayMs)
    this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS)
  }

  /** Asks it to end, and kills it when it has not after the given time. */
  stop(withinMs: number): Promise<void> {
    this.stopping = true
    if (this.timer) clearTimeout(this.timer)
    const child = this.child
    if (!child) return Promise.resolve()
    return new Promise((done) => {
      const kill = setTimeout(() => child.kill('SIGKILL'), withinMs)
      child.once('exit', () => {
        clearTimeout(kill)
        done()
      })
      child.kill('SIGTERM')
    })
  }
}
