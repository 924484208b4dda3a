import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** What the peer measured: seconds for its rows, and the contributions it found (row-major). */
export interface PeerAnswer {
  seconds: number
  rows: number
  contributions: number[]
}

export interface ExplainPeer {
  /** Name and version. */
  name: string
  ask: (question: { method: 'interventional' | 'path-dependent'; background: number; rows: number }) => Promise<PeerAnswer>
  close: () => void
}

/** SHAP's TreeExplainer in the Python that PEER_PYTHON names, on the trees and rows in `folder`; null where there is none. */
export async function openExplainPeer(folder: string, say: (line: string) => void): Promise<ExplainPeer | null> {
  const python = process.env.PEER_PYTHON
  if (!python) return null
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
  const child = spawn(python, [join(import.meta.dirname, 'peers', 'explain.py'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...one },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  failed.catch(() => undefined)
  const read = async (): Promise<unknown> => {
    const { value, done } = await Promise.race([lines.next(), failed])
    if (done === true) throw new Error('the peer ended')
    return JSON.parse(String(value))
  }
  try {
    const { name } = (await read()) as { name: string }
    return {
      name,
      ask: async (question) => {
        child.stdin.write(`${JSON.stringify(question)}\n`)
        return (await read()) as PeerAnswer
      },
      close: () => child.kill(),
    }
  } catch (error) {
    say(`no peer: ${error instanceof Error ? error.message : String(error)}`)
    child.kill()
    return null
  }
}
