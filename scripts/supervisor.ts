import { statfsSync, existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { migrateDatabase } from '#server/db/migrate.ts'
import { readSettings } from '#server/env.ts'
import type { Settings } from '#server/env.ts'
import { startEmbeddedPostgres } from '#workers/runtime/embedded-postgres.ts'
import type { RunningPostgres } from '#workers/runtime/embedded-postgres.ts'
import { embeddedUrls, loadSecrets, ownUrls, processEnv, runningInstance, writeInstance } from './home.ts'
import type { DatabaseUrls } from './home.ts'
import { KeptProcess } from './process-tree.ts'

const LEAST_FREE_BYTES = 500 * 1024 * 1024
const STOP_MS = 7000
const root = join(import.meta.dirname, '..')

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

function checkPort(port: number, host: string, variable: string): Promise<void> {
  return new Promise((free, taken) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      taken(new Error(error.code === 'EADDRINUSE' ? `Port ${port} is in use: set ${variable} to another one.` : `Port ${port} on ${host} cannot be used (${error.code}): set ${variable} or HOST.`)),
    )
    server.listen(port, host, () => server.close(() => free()))
  })
}

async function preflight(settings: Settings): Promise<void> {
  const running = runningInstance(settings.COUNTERSIGN_HOME)
  if (running) throw new Error(`Countersign runs on ${settings.COUNTERSIGN_HOME} already (process ${running.pid}): stop it, or set COUNTERSIGN_HOME to another folder.`)
  if (settings.PORT === settings.INFERENCE_PORT) throw new Error(`PORT and INFERENCE_PORT are both ${settings.PORT}: give each its own.`)
  await checkPort(settings.PORT, settings.HOST, 'PORT')
  await checkPort(settings.INFERENCE_PORT, settings.HOST, 'INFERENCE_PORT')
  const { bavail, bsize } = statfsSync(existsSync(settings.COUNTERSIGN_HOME) ? settings.COUNTERSIGN_HOME : '.')
  if (bavail * bsize < LEAST_FREE_BYTES) throw new Error(`Only ${Math.floor((bavail * bsize) / 1024 ** 2)} MB are free on the disk of ${settings.COUNTERSIGN_HOME}; 500 MB are needed.`)
}

async function openStorage(settings: Settings): Promise<{ urls: DatabaseUrls; postgres: RunningPostgres | null }> {
  const secrets = loadSecrets(settings.COUNTERSIGN_HOME)
  if (settings.DATABASE_URL) {
    return { urls: ownUrls({ ...settings, DATABASE_URL: settings.DATABASE_URL }), postgres: null }
  }
  say('Starting PostgreSQL …')
  const postgres = await startEmbeddedPostgres({ home: settings.COUNTERSIGN_HOME, password: secrets.postgresPassword, onLine: (line) => say(`[postgres] ${line}`) })
  return { urls: embeddedUrls(postgres.port, secrets), postgres }
}

function processesOf(settings: Settings, env: Record<string, string>): KeptProcess[] {
  const common = { ...process.env, ...env } as Record<string, string>
  const worker = (name: string) => ({ name, command: process.execPath, args: ['--disable-warning=ExperimentalWarning', join(root, 'workers', name, 'main.ts')], env: common })
  const web = {
    name: 'web',
    command: process.execPath,
    args: [join(root, 'scripts', 'web.mjs'), settings.HOST, String(settings.PORT)],
    env: { ...common, NODE_ENV: 'production' },
  }
  return [worker('control'), worker('inference'), worker('monitor'), web].map((spec) => new KeptProcess(spec, say))
}

async function untilReady(settings: Settings): Promise<void> {
  let told = ''
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const health = await fetch(`http://${settings.HOST}:${settings.PORT}/api/health`, { signal: AbortSignal.timeout(5000) }).then(
      (response) => response.json(),
      () => ({ status: 'not-ready', reasons: ['The console does not answer yet.'] }),
    )
    if (health.status === 'ready') return
    const reason = String(health.reasons?.[0] ?? '')
    if (reason !== told && Date.now() > end - 110_000) say(`Waiting: ${reason}`)
    told = reason
    await new Promise((wake) => setTimeout(wake, 150))
  }
  throw new Error(`Not ready after two minutes: ${told}`)
}

async function main(): Promise<void> {
  const settings = readSettings()
  await preflight(settings)
  const { urls, postgres } = await openStorage(settings)
  const secrets = loadSecrets(settings.COUNTERSIGN_HOME)
  writeInstance(settings.COUNTERSIGN_HOME, { pid: process.pid, postgresPort: postgres?.port ?? null })
  let kept: KeptProcess[] = []
  let ending = false
  const end = async (code: number) => {
    if (ending) return
    ending = true
    await Promise.all(kept.map((process) => process.stop(STOP_MS)))
    await postgres?.stop()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  postgres?.process.on('exit', () => {
    if (!ending) say('PostgreSQL ended unexpectedly; everything stops. Start again: what was committed is safe.')
    void end(1)
  })
  try {
    const own = settings.DATABASE_URL !== undefined
    await migrateDatabase({ ownerUrl: urls.owner, appPassword: own ? null : secrets.appPassword, sequencerPassword: own ? null : secrets.sequencerPassword })
    say('Starting the console and its workers …')
    kept = processesOf(settings, processEnv(settings, urls, secrets))
    for (const process of kept) process.start()
    await untilReady(settings)
    say(`Countersign is ready: http://${settings.HOST}:${settings.PORT} (accounts: ${join(settings.COUNTERSIGN_HOME, 'accounts.json')})`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    await end(1)
  }
}

main().catch(giveUp)
