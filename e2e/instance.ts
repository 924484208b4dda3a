import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '..')
const READY_MS = 300_000

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })

/**
 * Starts the product as a user would, with the demo, and waits until the demo is in place. Ends it afterwards.
 * An instance that runs already and is named in the environment is taken as it is.
 */
export default async function startInstance(): Promise<() => Promise<void>> {
  if (process.env.COUNTERSIGN_E2E_URL !== undefined) return async () => undefined
  const home = mkdtempSync(join(tmpdir(), 'countersign-e2e-'))
  const [port, inferencePort] = [await freePort(), await freePort()]
  const env = { ...process.env, COUNTERSIGN_HOME: home, PORT: String(port), INFERENCE_PORT: String(inferencePort), COUNTERSIGN_DEMO: '1' }
  const server = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  for (const stream of [server.stdout, server.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-20_000)))
  const stop = async () => {
    const gone = new Promise((done) => server.once('close', done))
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await gone
    }
    rmSync(home, { recursive: true, force: true })
  }
  for (const end = Date.now() + READY_MS; !existsSync(join(home, 'demo-is-in-place')); await sleep(500)) {
    if (server.exitCode === null && Date.now() < end) continue
    await stop()
    throw new Error(`the instance with its demo did not come up:\n${words}`)
  }
  process.env.COUNTERSIGN_E2E_URL = `http://127.0.0.1:${port}`
  process.env.COUNTERSIGN_E2E_INFERENCE_URL = `http://127.0.0.1:${inferencePort}`
  process.env.COUNTERSIGN_E2E_HOME = home
  return stop
}
