import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '#server/env.ts'
import { DATABASE, OWNER_ROLE } from '#workers/runtime/embedded-postgres.ts'
import { lockHolder, takeLock } from './process-lock.mjs'

/** Random per installation, readable by its owner only. */
export interface Secrets {
  postgresPassword: string
  ownerPassword: string
  appPassword: string
  sequencerPassword: string
  sessionSecret: string
}

const secret = (): string => randomBytes(32).toString('base64url')
const secretsPath = (home: string): string => join(home, 'secrets.json')

/** Writes beside and renames, so that a crash leaves the old file or the new one. */
function writePrivate(path: string, content: unknown): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** The secrets of a home, made the first time. */
export function loadSecrets(home: string): Secrets {
  const path = secretsPath(home)
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  if (existsSync(join(home, 'postgres', 'PG_VERSION'))) {
    throw new Error(`${path} is missing, and without its passwords the database beside it does not open: put it back from a copy.`)
  }
  mkdirSync(home, { recursive: true })
  const made: Secrets = { postgresPassword: secret(), ownerPassword: secret(), appPassword: secret(), sequencerPassword: secret(), sessionSecret: secret() }
  writePrivate(path, made)
  return made
}

export interface DatabaseUrls {
  owner: string
  app: string
  sequencer: string
}

/** The embedded database as its three roles. */
export function embeddedUrls(port: number, secrets: Secrets): DatabaseUrls {
  const url = (role: string, password: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${DATABASE}`
  return {
    owner: url(OWNER_ROLE, secrets.ownerPassword),
    app: url('countersign_app', secrets.appPassword),
    sequencer: url('countersign_sequencer', secrets.sequencerPassword),
  }
}

function inRole(url: string, role: string): string {
  const parsed = new URL(url)
  const options = parsed.searchParams.get('options')
  parsed.searchParams.set('options', `${options === null ? '' : `${options} `}-c role=${role}`)
  return parsed.toString()
}

/** A PostgreSQL of one's own: the owner steps down to the role of each process, unless each has a login of its own. */
export const ownUrls = (settings: Settings & { DATABASE_URL: string }): DatabaseUrls => ({
  owner: settings.DATABASE_URL,
  app: settings.DATABASE_APP_URL ?? inRole(settings.DATABASE_URL, 'countersign_app'),
  sequencer: settings.DATABASE_SEQUENCER_URL ?? inRole(settings.DATABASE_URL, 'countersign_sequencer'),
})

const lockPath = (home: string): string => join(home, 'instance.lock')
const instancePath = (home: string): string => join(home, 'instance.json')

/** Where a running instance of this home can be found. */
export interface Instance {
  pid: number
  postgresPort: number | null
}

/** Takes the home for this process, or throws one sentence that says who has it. */
export function takeHome(home: string): () => void {
  const lock = takeLock(lockPath(home))
  if (lock.release === null) {
    throw new Error(`Countersign already runs on ${home} (process ${lock.holder}): stop it, or set COUNTERSIGN_HOME to another folder.`)
  }
  return lock.release
}

export const writeInstance = (home: string, instance: Instance): void => writePrivate(instancePath(home), instance)

/** What the last instance of this home said of itself; it may be gone. */
export const lastInstance = (home: string): Instance | null => (existsSync(instancePath(home)) ? JSON.parse(readFileSync(instancePath(home), 'utf8')) : null)

/** The instance that runs on a home now, or null. */
export function runningInstance(home: string): Instance | null {
  const holder = lockHolder(lockPath(home))
  const instance = lastInstance(home)
  return holder !== null && instance?.pid === holder ? instance : null
}

/** An address that clients on this machine reach a listener by. */
export const reachable = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host)

export const consoleUrl = (settings: Settings): string =>
  settings.COUNTERSIGN_PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${reachable(settings.HOST)}:${settings.PORT}`

/** What every process of the instance is told, beside the settings. The owner's URL stays with whoever migrates. */
export const processEnv = (settings: Settings, urls: DatabaseUrls, secrets: Secrets): Record<string, string> => ({
  HOST: settings.HOST,
  PORT: String(settings.PORT),
  INFERENCE_PORT: String(settings.INFERENCE_PORT),
  COUNTERSIGN_HOME: settings.COUNTERSIGN_HOME,
  COUNTERSIGN_DEMO: settings.COUNTERSIGN_DEMO,
  INFERENCE_THREADS: String(settings.INFERENCE_THREADS),
  LOG_LEVEL: settings.LOG_LEVEL,
  COUNTERSIGN_APP_URL: urls.app,
  COUNTERSIGN_SEQUENCER_URL: urls.sequencer,
  NEXTAUTH_SECRET: secrets.sessionSecret,
  NEXTAUTH_URL: consoleUrl(settings),
})

/** The environment of a child: this process's own, without the database owner's credentials. */
export function childEnvironment(settings: Settings, urls: DatabaseUrls, secrets: Secrets): NodeJS.ProcessEnv {
  const { DATABASE_URL: _owner, DATABASE_APP_URL: _app, DATABASE_SEQUENCER_URL: _sequencer, ...inherited } = process.env
  return { ...inherited, ...processEnv(settings, urls, secrets) }
}
