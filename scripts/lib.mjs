// What the entry scripts share. Runs on Node 20 and needs nothing installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')

/** Ends with one plain sentence. */
export function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(path).update(readFileSync(path))
  }
  for (const path of paths) add(join(root, path))
  return hash.digest('hex')
}

/** Installs what the lockfile names when it is not there, or when the lockfile changed since. */
export function ensureInstalled() {
  const stamp = join(modules, '.countersign-lock')
  const wanted = hashOf(['package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing dependencies …')
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: process.env.ONNXRUNTIME_NODE_INSTALL ?? 'skip' }
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit', env })
  if (done.status !== 0) giveUp('The dependencies could not be installed: npm ci failed, see above.')
  writeFileSync(stamp, wanted)
}

/** Node 24 from the lockfile where npm has it for this machine, else the Node that runs this, if new enough. */
export function modernNode() {
  const bundled = join(modules, '.bin', 'node')
  if (existsSync(bundled)) return bundled
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  return giveUp(`Node ${process.versions.node} is too old here and no newer one could be installed: install Node 24.`)
}

export const childEnv = (more = {}) => ({ ...process.env, PATH: `${join(modules, '.bin')}:${process.env.PATH ?? ''}`, NEXT_TELEMETRY_DISABLED: '1', ...more })

/** Builds the console when its sources changed since the last build. */
export function ensureBuilt() {
  const stamp = join(root, '.next', 'countersign-build')
  const wanted = hashOf(['app', 'components', 'server', 'drizzle', 'public', 'next.config.js', 'postcss.config.mjs', 'package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Building the console …')
  const done = spawnSync(modernNode(), [join(modules, 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: root,
    stdio: process.env.COUNTERSIGN_VERBOSE ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: childEnv(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (done.status !== 0) giveUp(`${done.stdout ?? ''}${done.stderr ?? ''}\nThe console could not be built, see above.`)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** Runs a script on the modern Node with this terminal, and ends as it ends. */
export function become(script, args) {
  const child = spawn(modernNode(), ['--disable-warning=ExperimentalWarning', join(root, script), ...args], { cwd: root, stdio: 'inherit', env: childEnv() })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
