import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { ProcessSpec } from './kept-process.ts'

/** Runs a process to its end with its lines prefixed; ends it early when asked. Resolves to its exit code. */
export function runOnce(spec: ProcessSpec, say: (line: string) => void, isOver: () => boolean): Promise<number> {
  const child = spawn(spec.command, spec.args, { env: spec.env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true })
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', (line) => say(`[${spec.name}] ${line}`))
  const watch = setInterval(() => {
    if (isOver()) child.kill('SIGKILL')
  }, 200)
  return new Promise((done) => {
    const end = (code: number | null) => {
      clearInterval(watch)
      done(code ?? 1)
    }
    child.once('error', () => end(1))
    child.once('exit', end)
  })
}
