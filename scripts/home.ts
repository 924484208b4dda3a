import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '#server/env.ts'

/** Random per installation, readable by its owner only. */
export interface Secrets {
  postgresPassword: string
  appPassword: string
  sequencerPassword: string
  sessionSecret: string
}

const secret = (): string => randomBytes(24).toString('base64url')

/** The secrets of a home, made the first time. */
export function loadSecrets(home: string): Secrets {
  const path = join(home, 'secrets.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  mkdirSync(home, { recursive: true })
  const made: Secrets = { postgresPassword: secret(), appPassword: secret(), sequencerPassword: secret(), sessionSecret: secret() + secret() }
  writeFileSync(path, JSON.stringify(made), { mode: 0o600, flag: 'wx' })
  return made
}

export interface DatabaseUrls {
  owner: string
  app: string
  sequencer: string
}

/** The embedded database as its three roles. */
export const embeddedUrls = (port: number, secrets: Secrets): DatabaseUrls => ({
  owner: `postgres://postgres:${secrets.postgresPassword}@127.0.0.1:${port}/countersign`,
  app: `postgres://countersign_app:${secrets.appPassword}@127.0.0.1:${port}/countersign`,
  sequencer: `postgres://countersign_sequencer:${secrets.sequencerPassword}@127.0.0.1:${port}/countersign`,
})

function inRole(url: string, role: string): string {
  const parsed = new URL(url)
  parsed.searchParams.set('options', `-c role=${role}`)
  return parsed.toString()
}

/** A PostgreSQL of one's own: the owner steps down to the role of each process. */
export const ownUrls = (settings: Settings & { DATABASE_URL: string }): DatabaseUrls => ({
  owner: settings.DATABASE_URL,
  app: settings.DATABASE_APP_URL ?? inRole(settings.DATABASE_URL, 'countersign_app'),
  sequencer: inRole(settings.DATABASE_URL, 'countersign_sequencer'),
})

/** Where a running instance of this home can be found. */
export interface Instance {
  pid: number
  postgresPort: number | null
}

const instancePath = (home: string): string => join(home, 'instance.json')

export const writeInstance = (home: string, instance: Instance): void => writeFileSync(instancePath(home), JSON.stringify(instance), { mode: 0o600 })

/** The instance that runs on a home now, or null. */
export function runningInstance(home: string): Instance | null {
  const path = instancePath(home)
  if (!existsSync(path)) return null
  const instance: Instance = JSON.parse(readFileSync(path, 'utf8'))
  try {
    process.kill(instance.pid, 0)
    const commandLine = `/proc/${instance.pid}/cmdline`
    return existsSync(commandLine) && !readFileSync(commandLine, 'utf8').includes('supervisor') ? null : instance
  } catch {
    return null
  }
}

/** What every process of the instance is told, beside the settings. */
export const processEnv = (settings: Settings, urls: DatabaseUrls, secrets: Secrets): Record<string, string> => ({
  HOST: settings.HOST,
  PORT: String(settings.PORT),
  INFERENCE_PORT: String(settings.INFERENCE_PORT),
  COUNTERSIGN_HOME: settings.COUNTERSIGN_HOME,
  COUNTERSIGN_DEMO: settings.COUNTERSIGN_DEMO,
  INFERENCE_THREADS: String(settings.INFERENCE_THREADS),
  LOG_LEVEL: settings.LOG_LEVEL,
  COUNTERSIGN_OWNER_URL: urls.owner,
  COUNTERSIGN_APP_URL: urls.app,
  COUNTERSIGN_SEQUENCER_URL: urls.sequencer,
  NEXTAUTH_SECRET: secrets.sessionSecret,
  NEXTAUTH_URL: `http://${settings.HOST}:${settings.PORT}`,
})

