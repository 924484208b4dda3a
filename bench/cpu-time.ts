import { readdirSync, readFileSync } from 'node:fs'

interface Process {
  pid: number
  parent: number
  command: string
  /** User and system time in seconds. */
  seconds: number
}

const TICKS = 100
const KINDS: [RegExp, string][] = [
  [/bench\/run/, 'bench'],
  [/load-child/, 'client'],
  [/engine-child/, 'engines'],
  [/workers\/(\w+)\/main/, 'worker'],
  [/postgres/, 'PostgreSQL'],
]

function read(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { pid, parent: Number(fields[1]), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS }
  } catch {
    return null
  }
}

/** CPU microseconds that each of `count` things has cost since `before`, in words. */
export const cpuEach = (before: Map<string, number>, count: number): string =>
  [...cpuSeconds()].map(([kind, seconds]) => `${kind} ${Math.round(((seconds - (before.get(kind) ?? 0)) / count) * 1e6)}`).join(', ')

/** CPU seconds so far of this process and what it has started, by kind; empty where the system does not tell. */
export function cpuSeconds(): Map<string, number> {
  const byKind = new Map<string, number>()
  let names: string[]
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return byKind
  }
  const all = names.flatMap((name) => read(Number(name)) ?? [])
  const mine = new Set([process.pid])
  for (let grown = true; grown;) {
    grown = false
    for (const { pid, parent } of all) {
      if (!mine.has(parent) || mine.has(pid)) continue
      mine.add(pid)
      grown = true
    }
  }
  for (const { pid, command, seconds } of all) {
    const kind = KINDS.find(([pattern]) => pattern.test(command))?.[1]
    if (mine.has(pid) && kind) byKind.set(kind, (byKind.get(kind) ?? 0) + seconds)
  }
  return byKind
}
