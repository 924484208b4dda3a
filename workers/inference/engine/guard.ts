import { readFileSync, rmSync, writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

const WATCH_MS = 25

/** Runs beside an engine whose main thread may be stuck in the runtime: ends the process when it swells or is orphaned. */
const { megabytes, parent } = workerData as { megabytes: number; parent: number }

function residentMegabytes(): number {
  try {
    return (Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096) / 2 ** 20
  } catch {
    return process.memoryUsage.rss() / 2 ** 20
  }
}

setInterval(() => {
  const swollen = residentMegabytes() > megabytes
  if (swollen) writeSync(2, `it took more than ${megabytes} MB of memory\n`)
  const orphaned = process.ppid !== parent
  // Nobody else is left to clear the working directory away.
  if (orphaned) rmSync(process.cwd(), { recursive: true, force: true })
  if (swollen || orphaned) process.kill(process.pid, 'SIGKILL')
}, WATCH_MS)
