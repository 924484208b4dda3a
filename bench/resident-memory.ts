import { readdirSync, readFileSync } from 'node:fs'

const EVERY_MS = 100

/** Pids of what a process has started, and what those have started. */
function descendants(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return children.flatMap((child) => [child, ...attempt(() => descendants(child), [])])
}

/** A process may end while it is looked at. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}

const peakOf = (pid: number): number => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

/**
 * Watches all that this process starts until `stop`, which tells the megabytes that were resident at most: each process at its own
 * peak, all added, so never less than there were at once. Null where the system does not tell.
 */
export function watchResidentMemory(): { stop: () => number | null } {
  const peaks = new Map<number, number>()
  const look = () => {
    for (const pid of attempt(() => descendants(process.pid), []))
      peaks.set(
        pid,
        Math.max(
          peaks.get(pid) ?? 0,
          attempt(() => peakOf(pid), 0),
        ),
      )
  }
  const timer = setInterval(look, EVERY_MS)
  return {
    stop() {
      look()
      clearInterval(timer)
      return peaks.size === 0 ? null : [...peaks.values()].reduce((sum, peak) => sum + peak, 0)
    },
  }
}
