import { workerHeartbeat } from '#drizzle/schema/kit.ts'
import type { Db } from '#server/db/client.ts'
import { log } from '#server/log.ts'

const BEAT_MS = 2000
/** Shorter than what the supervisor waits before it kills. */
const LONGEST_END_MS = 5500

/** Says every two seconds that this worker lives; the health endpoint reads it. Returns how to stop. */
export function beat(db: Db, name: string, detail: () => Record<string, unknown> = () => ({})): () => void {
  const startedAt = new Date()
  const once = () => {
    const row = { name, pid: process.pid, startedAt, beatAt: new Date(), detail: detail() }
    db.insert(workerHeartbeat)
      .values(row)
      .onConflictDoUpdate({ target: workerHeartbeat.name, set: row })
      .catch((error: unknown) => log.warn({ err: error, worker: name }, 'no heartbeat'))
  }
  once()
  const timer = setInterval(once, BEAT_MS)
  return () => clearInterval(timer)
}

/** A signal that fires once when this process is to end: SIGTERM, SIGINT, or a supervisor that is gone. */
export function endSignal(): AbortSignal {
  const controller = new AbortController()
  const end = () => {
    // A worker that cannot end by itself must not outlive its supervisor; what it had not committed is done again.
    setTimeout(() => process.exit(1), LONGEST_END_MS).unref()
    controller.abort()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, end)
  process.once('disconnect', end)
  // Started with a channel whose other end is gone already: nobody would ever tell.
  if (process.send && !process.connected) end()
  return controller.signal
}

/** Runs a worker to its end; an error ends the process, and the supervisor starts it again. */
export async function runWorker(name: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const fail = (error: unknown): never => {
    log.fatal({ err: error, worker: name }, `the ${name} worker failed`)
    return process.exit(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  try {
    await run(endSignal())
    process.exit(0)
  } catch (error) {
    fail(error)
  }
}
