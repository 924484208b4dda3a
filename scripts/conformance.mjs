// Starts the production build in a home of its own and drives it from outside: a driver script with every given case.
//   node scripts/conformance.mjs DRIVER.mjs CASE.json …
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { childEnv, ensureBuilt, ensureInstalled, giveUp, root } from './bootstrap.mjs'

const READY_MS = 300_000
const CASE_MS = 600_000

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => found(port))
    })
  })

/** Runs a command to its end with its lines prefixed; resolves to exit code and last line. */
function run(name, command, args, env, limitMs) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    let last = ''
    let rest = ''
    const take = (text) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        last = line
        process.stdout.write(`[${name}] ${line}\n`)
      }
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.once('close', (code) => {
      clearTimeout(timer)
      done({ code: code ?? 1, last: rest || last })
    })
  })
}

async function untilReady(url, server) {
  for (const end = Date.now() + READY_MS; Date.now() < end;) {
    if (server.exitCode !== null) break
    const ready = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await new Promise((wake) => setTimeout(wake, 300))
  }
  giveUp('The instance did not become ready.')
}

const [driver, ...cases] = process.argv.slice(2).map((path) => resolve(path))
if (!driver || cases.length === 0) giveUp('Usage: node scripts/conformance.mjs DRIVER.mjs CASE.json …')
ensureInstalled()
ensureBuilt()
const home = mkdtempSync(join(tmpdir(), 'countersign-conformance-'))
const [port, inferencePort] = [await freePort(), await freePort()]
const env = childEnv({ COUNTERSIGN_HOME: home, PORT: String(port), INFERENCE_PORT: String(inferencePort), COUNTERSIGN_DEMO: '0' })
const server = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
let passed = 0
let failed = 0
try {
  await untilReady(`http://127.0.0.1:${port}`, server)
  for (const path of cases) {
    const name = basename(path, '.json')
    const { code, last } = await run(name, process.execPath, [driver, path], env, CASE_MS)
    const [, good, bad] = /^(\d+) passed, (\d+) failed$/.exec(last) ?? [null, '0', '1']
    passed += Number(good)
    failed += Math.max(Number(bad), code === 0 ? 0 : 1)
  }
} finally {
  const gone = new Promise((done) => server.once('close', done))
  server.kill('SIGTERM')
  await gone
  rmSync(home, { recursive: true, force: true })
}
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
