import { setTimeout as sleep } from 'node:timers/promises'

/** Reads until the value is as wanted and returns it; an error of a read counts as not yet. Throws with the last value after the time (ms). */
export async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean, { timeout = 90_000, interval = 100 } = {}): Promise<T> {
  let last: unknown
  for (const end = Date.now() + timeout; Date.now() < end; await sleep(interval)) {
    try {
      const value = await read()
      if (wanted(value)) return value
      last = value
    } catch (error) {
      last = error
    }
  }
  throw new Error(`not within ${timeout} ms; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`)
}
