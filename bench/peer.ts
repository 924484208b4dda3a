import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Peer<Question, Answer> {
  /** Name and version. */
  name: string
  ask: (question: Question) => Promise<Answer>
  close: () => void
}

/**
 * Another library in the Python that PEER_PYTHON names, on the data in `folder`: it says its name, then answers each line of JSON with
 * one. Null where there is no such Python, or no such library in it.
 *
 * @param script in `peers/`
 */
export async function openPeer<Question, Answer>(
  script: string,
  folder: string,
  say: (line: string) => void,
  env: Record<string, string> = {},
): Promise<Peer<Question, Answer> | null> {
  const python = process.env.PEER_PYTHON
  if (!python) return null
  const child = spawn(python, [join(import.meta.dirname, 'peers', script), folder], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    // A peer that ended takes no question any more.
    child.stdin.once('error', reject)
  })
  failed.catch(() => undefined)
  const read = async <T>(): Promise<T> => {
    const { value, done } = await Promise.race([lines.next(), failed])
    if (done === true) throw new Error('the peer ended')
    return JSON.parse(String(value)) as T
  }
  try {
    const { name } = await read<{ name: string }>()
    return {
      name,
      ask(question) {
        child.stdin.write(`${JSON.stringify(question)}\n`)
        return read<Answer>()
      },
      close: () => child.kill(),
    }
  } catch (error) {
    say(`no peer: ${error instanceof Error ? error.message : String(error)}`)
    child.kill()
    return null
  }
}
