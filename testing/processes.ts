import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

interface ProcessRow {
  pid: number
  parent: number
  command: string
}

function fromProc(): ProcessRow[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (state === 'Z') return []
      return [{ pid: Number(name), parent: Number(parent), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
    } catch {
      return []
    }
  })
}

function fromPs(): ProcessRow[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] }] : []
  })
}

/** The processes of this machine that still run. */
const processTable = (): ProcessRow[] => (process.platform === 'linux' ? fromProc() : fromPs())

/** A process's children, their children, and so on, nearest first. */
export function descendantsOf(pid: number): ProcessRow[] {
  const all = processTable()
  const found: ProcessRow[] = []
  for (let parents = [pid]; parents.length > 0;) {
    const children = all.filter((row) => parents.includes(row.parent))
    found.push(...children)
    parents = children.map((row) => row.pid)
  }
  return found
}

/** Whether a process still runs; a dead one that nobody has waited for does not. */
export const runs = (pid: number): boolean => processTable().some((row) => row.pid === pid)
