import type { EmbeddedPostgres } from '#workers/runtime/embedded-postgres.ts'
import { nextDelay } from './kept-process.ts'

/** Keeps the embedded PostgreSQL running on its port: after a crash it recovers, and those who use it connect again. */
export async function keepPostgres(start: () => Promise<EmbeddedPostgres>, say: (line: string) => void): Promise<{ port: number; stop: () => Promise<void> }> {
  let server = await start()
  let stopping = false
  let delayMs = 250
  const watch = async () => {
    for (let startedAt = Date.now(); ; startedAt = Date.now()) {
      await server.exited
      for (let up = false; !up;) {
        if (stopping) return
        const delay = nextDelay(delayMs, Date.now() - startedAt)
        delayMs = delay.then
        say(`PostgreSQL ended unexpectedly; it recovers in ${delay.now} ms. What was committed is safe.`)
        await new Promise((wake) => setTimeout(wake, delay.now))
        if (stopping) return
        up = await start().then(
          (started) => {
            server = started
            return true
          },
          (error: unknown) => {
            say(error instanceof Error ? error.message : String(error))
            return false
          },
        )
      }
      say('PostgreSQL runs again.')
    }
  }
  const watched = watch()
  return {
    port: server.port,
    async stop() {
      stopping = true
      await server.stop()
      await watched
      await server.stop()
    },
  }
}
