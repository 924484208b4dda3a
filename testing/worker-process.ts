import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { TestDatabase } from './database.ts'

const WORKERS = join(import.meta.dirname, '..', 'workers')

/** A worker in a process of its own, as the supervisor starts it. */
export interface WorkerProcess {
  pid: number
  /** Ends it as a crash would: no handler runs. */
  kill: () => Promise<void>
  /** Asks it to end; resolves to its exit code, null when it had to be killed. */
  stop: () => Promise<number | null>
}

/** Starts the control or monitor worker on a test's database and home. */
export function startWorkerProcess(name: 'control' | 'monitor', { urls, home }: TestDatabase): WorkerProcess {
  const own = {
    COUNTERSIGN_HOME: home,
    COUNTERSIGN_APP_URL: urls.app,
    COUNTERSIGN_SEQUENCER_URL: urls.sequencer,
    NEXTAUTH_SECRET: 'x'.repeat(40),
    LOG_LEVEL: 'fatal',
  }
  const child = fork(join(WORKERS, name, 'main.ts'), { env: { ...process.env, ...own }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<number | null>((gone) => child.once('exit', gone))
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    pid: child.pid ?? 0,
    kill: async () => void (await end('SIGKILL')),
    async stop() {
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
      return end('SIGTERM').finally(() => clearTimeout(force))
    },
  }
}
