import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrateDatabase } from '#server/db/migrate.ts'
import { readSettings } from '#server/env.ts'
import type { Settings } from '#server/env.ts'
import { freePort, startEmbeddedPostgres } from '#workers/runtime/embedded-postgres.ts'
import { childEnvironment, consoleUrl, embeddedUrls, lastInstance, loadSecrets, ownUrls, reachable, takeHome, writeInstance } from './home.ts'
import type { DatabaseUrls, Secrets } from './home.ts'
import { keepPostgres } from './kept-postgres.ts'
import { KeptProcess } from './kept-process.ts'
import { checkHome, checkPorts, sentenceOf } from './preflight.ts'
import { putDefaults } from './put-defaults.ts'
import { runOnce } from './run-once.ts'

const STOP_MS = 6000
const READY_MS = 120_000
const root = join(import.meta.dirname, '..')

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** PostgreSQL greets at every start; what a person should see is what it complains about. */
const isComplaint = (line: string): boolean =>
  / (WARNING|ERROR|FATAL|PANIC): /.test(line) && !/the database system is (starting up|not yet accepting)/.test(line)

/** What runs so far, so that it can be ended from any point on. */
interface Running {
  processes: KeptProcess[]
  stopPostgres: () => Promise<void>
  releaseHome: () => void
  ending: boolean
}

async function openDatabase(settings: Settings, secrets: Secrets, running: Running): Promise<DatabaseUrls> {
  const home = settings.COUNTERSIGN_HOME
  if (settings.DATABASE_URL !== undefined) {
    writeInstance(home, { pid: process.pid, postgresPort: null })
    return ownUrls({ ...settings, DATABASE_URL: settings.DATABASE_URL })
  }
  say(existsSync(join(home, 'postgres')) ? 'Starting PostgreSQL …' : 'Laying out the database (first start only) …')
  const port = settings.PG_PORT ?? (await freePort(lastInstance(home)?.postgresPort ?? 0))
  const options = {
    home,
    port,
    superuserPassword: secrets.postgresPassword,
    ownerPassword: secrets.ownerPassword,
    onLine: (line: string) => void (isComplaint(line) && say(`[postgres] ${line}`)),
  }
  const postgres = await keepPostgres(() => startEmbeddedPostgres(options), say)
  running.stopPostgres = postgres.stop
  writeInstance(home, { pid: process.pid, postgresPort: postgres.port })
  return embeddedUrls(postgres.port, secrets)
}

function processesOf(settings: Settings, env: NodeJS.ProcessEnv): KeptProcess[] {
  const worker = (name: string) => ({ name, command: process.execPath, args: [join(root, 'workers', name, 'main.ts')], env })
  const web = {
    name: 'web',
    command: process.execPath,
    args: [join(root, 'scripts', 'web.mjs'), settings.HOST, String(settings.PORT)],
    env: { ...env, NODE_ENV: 'production' as const },
  }
  return [worker('control'), worker('inference'), worker('monitor'), web].map((spec) => new KeptProcess(spec, say))
}

interface HealthAnswer {
  status?: string
  reasons?: string[]
}

async function askHealth(settings: Settings): Promise<HealthAnswer> {
  try {
    const response = await fetch(`http://${reachable(settings.HOST)}:${settings.PORT}/api/health`, { signal: AbortSignal.timeout(5000) })
    return (await response.json()) as HealthAnswer
  } catch {
    return { reasons: ['The console does not answer yet.'] }
  }
}

async function untilReady(settings: Settings, running: Running): Promise<void> {
  let reasons = ''
  let tellAt = Date.now() + 3000
  for (const end = Date.now() + READY_MS; Date.now() < end && !running.ending;) {
    const health = await askHealth(settings)
    if (health.status === 'ready') return
    reasons = health.reasons?.join(' ') ?? ''
    if (Date.now() > tellAt) {
      say(`Not ready yet: ${reasons}`)
      tellAt = Date.now() + 5000
    }
    await new Promise((wake) => setTimeout(wake, 100))
  }
  if (!running.ending) throw new Error(`Countersign did not become ready within ${READY_MS / 1000} s. ${reasons}`)
}

/** Fills in the demo data, once per home. */
async function seed(settings: Settings, env: NodeJS.ProcessEnv, running: Running): Promise<void> {
  const script = join(root, 'scripts', 'seed.ts')
  const mark = join(settings.COUNTERSIGN_HOME, 'demo-is-in-place')
  if (settings.COUNTERSIGN_DEMO === '0' || existsSync(mark) || !existsSync(script)) return
  say('Filling in the demo data (first start only) …')
  const outcome = await runOnce({ name: 'demo', command: process.execPath, args: [script], env }, say, () => running.ending)
  if (running.ending) return
  if (outcome !== 0) return say('The demo data is not complete; the next start tries again. COUNTERSIGN_DEMO=0 leaves it out.')
  writeFileSync(mark, '')
  say(`The demo data is in place; its accounts are in ${join(settings.COUNTERSIGN_HOME, 'accounts.json')}`)
}

function readyLine(settings: Settings): string {
  const accounts = join(settings.COUNTERSIGN_HOME, 'accounts.json')
  const demo = settings.COUNTERSIGN_DEMO === '1' || existsSync(accounts)
  const how = demo
    ? `the accounts are in ${accounts}`
    : 'make an account with: npm run countersign -- user create --email you@example.com --name You --role admin'
  return `Countersign is ready at ${consoleUrl(settings)} (${how})`
}

async function start(running: Running): Promise<void> {
  const settings = readSettings()
  checkHome(settings.COUNTERSIGN_HOME)
  running.releaseHome = takeHome(settings.COUNTERSIGN_HOME)
  await checkPorts(settings)
  const secrets = loadSecrets(settings.COUNTERSIGN_HOME)
  const urls = await openDatabase(settings, secrets, running)
  if (running.ending) return
  say('Bringing the database up to date …')
  const own = settings.DATABASE_URL !== undefined
  await migrateDatabase({ ownerUrl: urls.owner, appPassword: own ? null : secrets.appPassword, sequencerPassword: own ? null : secrets.sequencerPassword })
  await putDefaults(settings.COUNTERSIGN_HOME, urls.app)
  if (running.ending) return
  say('Starting the console and its workers …')
  const env = childEnvironment(settings, urls, secrets)
  running.processes = processesOf(settings, env)
  for (const kept of running.processes) kept.start()
  await untilReady(settings, running)
  if (running.ending) return
  say(readyLine(settings))
  await seed(settings, env, running)
}

async function end(running: Running, code: number): Promise<void> {
  if (running.ending) return
  running.ending = true
  await Promise.all(running.processes.map((kept) => kept.stop(STOP_MS)))
  await running.stopPostgres().catch((error: unknown) => say(sentenceOf(error)))
  running.releaseHome()
  process.exit(code)
}

const running: Running = { processes: [], stopPostgres: async () => undefined, releaseHome: () => undefined, ending: false }
const stop = () => void end(running, 0)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
process.on('disconnect', stop)
// A terminal or pipe that goes away must not end what it shows.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
try {
  await start(running)
} catch (error) {
  if (!running.ending) process.stderr.write(`${sentenceOf(error)}\n`)
  await end(running, 1)
}
