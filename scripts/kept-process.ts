import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface ProcessSpec {
  name: string
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 10_000
const STEADY_MS = 30_000

/** How long to wait before the next start: twice as long each time, from the beginning after a steady run. */
export function nextDelay(delayMs: number, ranMs: number): { now: number; then: number } {
  const now = ranMs > STEADY_MS ? FIRST_DELAY_MS : delayMs
  return { now, then: Math.min(now * 2, LONGEST_DELAY_MS) }
}

/** Keeps one process running: restarts it with growing delays when it ends. */
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
    this.say = (line) => say(`[${spec.name}] ${line}`)
  }

  get pid(): number | null {
    return this.child?.pid ?? null
  }

  start(): void {
    this.startedAt = Date.now()
    // The channel closes when the supervisor dies, however it dies; children end on it. A group of its own keeps
    // Ctrl-C in a terminal from ending everything at once, and lets what it started be killed with it.
    const child = spawn(this.spec.command, this.spec.args, { env: this.spec.env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true })
    this.child = child
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', this.say)
    let over = false
    const ended = (reason: string) => {
      if (over) return
      over = true
      this.ended(child, reason)
    }
    child.once('error', (error) => ended(error.message))
    child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`))
  }

  private ended(child: ChildProcess, reason: string): void {
    this.child = null
    killGroup(child)
    if (this.stopping) return
    const delay = nextDelay(this.delayMs, Date.now() - this.startedAt)
    this.delayMs = delay.then
    this.say(`ended (${reason}); starts again in ${delay.now} ms`)
    this.timer = setTimeout(() => this.start(), delay.now)
  }

  /** Asks it to end, and kills it and what it started when it has not after the given time. */
  stop(withinMs: number): Promise<void> {
    this.stopping = true
    if (this.timer) clearTimeout(this.timer)
    const child = this.child
    if (!child) return Promise.resolve()
    return new Promise((done) => {
      const force = setTimeout(() => {
        this.say(`did not end within ${withinMs} ms and is killed`)
        killGroup(child)
      }, withinMs)
      child.once('exit', () => {
        clearTimeout(force)
        done()
      })
      child.kill('SIGTERM')
    })
  }
}

/** Ends whatever is left of a process and of those it started. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nothing is left of the group.
  }
}
