// What the entry scripts share. Runs on Node 20 and needs nothing installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { takeLock } from './process-lock.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const bin = join(modules, '.bin')
const buildFolder = join(root, '.next')
const BUILT_FROM = [
  'app',
  'components',
  'server',
  'drizzle',
  'public',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]
const NOT_BUILT = /\.(test|spec)\.tsx?$/

export const say = (line) => process.stderr.write(`${line}\n`)

/** Ends with one plain sentence. */
export function giveUp(sentence) {
  say(sentence)
  process.exit(1)
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

const fits = (values, own) => values === undefined || values.includes(own)

/** Whether node_modules holds what the lockfile names for this machine. */
export function isInstalled(lock, installed) {
  if (!installed?.packages) return false
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true
    const found = installed.packages[path]
    if (found) return found.version === wanted.version
    return wanted.optional === true || !fits(wanted.os, process.platform) || !fits(wanted.cpu, process.arch)
  })
}

/** npm runs on the Node it was started with: the one inside node_modules is gone while it installs. */
function npmCi() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes(join('node_modules', '.bin')))
  const env = { ...process.env, PATH: path.join(delimiter), ONNXRUNTIME_NODE_INSTALL: process.env.ONNXRUNTIME_NODE_INSTALL ?? 'skip' }
  for (const name of ['NODE_ENV', 'npm_config_omit', 'npm_config_production']) delete env[name]
  // stdout belongs to whatever the command prints.
  return spawnSync('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env,
  })
}

function alone(name, body) {
  for (let told = false; ;) {
    const lock = takeLock(join(root, `.${name}.lock`))
    if (lock.release) {
      try {
        return body()
      } finally {
        lock.release()
      }
    }
    if (!told) say(`Waiting for process ${lock.holder}, which does the same (${name}) …`)
    told = true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  }
}

/** Installs what the lockfile names when it is not there, or when the lockfile changed since. */
export function ensureInstalled() {
  const lock = readJson(join(root, 'package-lock.json'))
  if (!lock) giveUp('package-lock.json is missing or unreadable: check out the project again.')
  const current = () => isInstalled(lock, readJson(join(modules, '.package-lock.json')))
  if (current()) return
  alone('install', () => {
    if (current()) return
    say('Installing dependencies (a minute or two) …')
    const done = npmCi()
    if (done.error) giveUp(`npm could not be run (${done.error.message}): install npm, then try again.`)
    if (done.status !== 0) giveUp('The dependencies could not be installed: npm ci failed, see above.')
  })
}

const isModern = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

/** Node 24 from the lockfile where npm has it for this machine, else the Node that runs this, if new enough. */
export function modernNode() {
  const bundled = join(bin, 'node')
  if (existsSync(bundled)) return bundled
  if (isModern()) return process.execPath
  return giveUp(`Node ${process.versions.node} is too old here and npm has no newer one for ${process.platform} ${process.arch}: install Node 24.`)
}

export const childEnv = (more = {}) => ({ ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, NEXT_TELEMETRY_DISABLED: '1', ...more })

function hashOf(paths) {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else if (!NOT_BUILT.test(path)) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  }
  for (const path of paths) add(join(root, path))
  return hash.digest('hex')
}

/** Builds the console when its sources changed since the last build. */
export function ensureBuilt() {
  const stamp = join(buildFolder, 'countersign-build')
  const wanted = hashOf(BUILT_FROM)
  const current = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (current()) return
  alone('build', () => {
    if (current()) return
    say('Building the console (about a minute) …')
    rmSync(stamp, { force: true })
    const next = join(modules, 'next', 'dist', 'bin', 'next')
    const env = childEnv({ NODE_ENV: 'production' })
    const done = spawnSync(modernNode(), [next, 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    if (done.status !== 0) giveUp(`${done.stdout ?? ''}${done.stderr ?? ''}\nThe console could not be built, see above.`)
    mkdirSync(buildFolder, { recursive: true })
    writeFileSync(stamp, wanted)
  })
}

/** Goes on with a script on the modern Node: in this process when it is one, else in a child that it ends with. */
export async function become(script, args) {
  process.env.PATH = childEnv().PATH
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const path = join(root, script)
  if (isModern()) {
    process.argv = [process.argv[0], path, ...args]
    const { enableCompileCache } = await import('node:module')
    enableCompileCache(join(modules, '.cache', 'compile'))
    await import(pathToFileURL(path).href)
    return
  }
  // The channel closes when this process dies, however it dies; the child ends on it.
  const child = spawn(modernNode(), [path, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: childEnv() })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
