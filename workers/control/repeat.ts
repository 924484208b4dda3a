import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '#server/log.ts'

/** Does something again and again until the signal: at once while it says there is more, else after a pause; errors pause longer. */
export async function repeat(signal: AbortSignal, pauseMs: number, what: string, once: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted) {
    let pause = pauseMs
    try {
      if (await once()) pause = 0
    } catch (error) {
      log.error({ err: error }, `could not ${what}`)
      pause = Math.max(1000, pauseMs)
    }
    if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => undefined)
  }
}
