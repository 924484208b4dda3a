import { join } from 'node:path'
import { openDatabase } from '#server/db/client.ts'
import { migrateDatabase } from '#server/db/migrate.ts'
import { openJobSender } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { readSettings } from '#server/env.ts'
import type { Settings } from '#server/env.ts'
import { openInferenceGateway } from '#server/inference-gateway.ts'
import { openBlobStore } from '#server/store/blob-store.ts'
import { freePort, startEmbeddedPostgres } from '#workers/runtime/embedded-postgres.ts'
import { embeddedUrls, loadSecrets, ownUrls, processEnv, runningInstance, takeHome } from '../home.ts'
import type { DatabaseUrls } from '../home.ts'
import { checkHome } from '../preflight.ts'
import { putDefaults } from '../put-defaults.ts'

const PATIENCE_MS = 20_000

export interface Connection {
  settings: Settings
  urls: DatabaseUrls
  runtime: Runtime
  running: boolean
  close: () => Promise<void>
}

interface Reached {
  urls: DatabaseUrls
  running: boolean
  stop: () => Promise<void>
}

/** Starts the embedded database for one command; a start or another command that has the home is waited for. */
async function startForCommand(settings: Settings): Promise<Reached> {
  const home = settings.COUNTERSIGN_HOME
  const release = await patiently(() => takeHome(home))
  try {
    const secrets = loadSecrets(home)
    const options = { home, port: settings.PG_PORT ?? (await freePort()), superuserPassword: secrets.postgresPassword, ownerPassword: secrets.ownerPassword }
    const postgres = await startEmbeddedPostgres(options)
    const stop = () => postgres.stop().finally(release)
    const urls = embeddedUrls(postgres.port, secrets)
    try {
      await migrateDatabase({ ownerUrl: urls.owner, appPassword: secrets.appPassword, sequencerPassword: secrets.sequencerPassword })
      await putDefaults(home, urls.app)
    } catch (error) {
      await stop()
      throw error
    }
    return { urls, running: false, stop }
  } catch (error) {
    release()
    throw error
  }
}

async function patiently<T>(attempt: () => T): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      return attempt()
    } catch (error) {
      if (Date.now() > end) throw error
    }
    await new Promise((wake) => setTimeout(wake, 100))
  }
}

async function reach(settings: Settings): Promise<Reached> {
  const nothing = async () => undefined
  const instance = runningInstance(settings.COUNTERSIGN_HOME)
  if (settings.DATABASE_URL !== undefined)
    return { urls: ownUrls({ ...settings, DATABASE_URL: settings.DATABASE_URL }), running: instance !== null, stop: nothing }
  if (instance !== null && instance.postgresPort !== null) {
    return { urls: embeddedUrls(instance.postgresPort, loadSecrets(settings.COUNTERSIGN_HOME)), running: true, stop: nothing }
  }
  return startForCommand(settings)
}

/** The database and store of the configured home: of the running instance, else started for this command alone. */
export async function connect(): Promise<Connection> {
  const settings = readSettings()
  checkHome(settings.COUNTERSIGN_HOME)
  const { urls, running, stop } = await reach(settings)
  Object.assign(process.env, processEnv(settings, urls, loadSecrets(settings.COUNTERSIGN_HOME)))
  const runtime: Runtime = {
    db: openDatabase(urls.app, { max: 2, applicationName: 'countersign-cli' }),
    store: openBlobStore(join(settings.COUNTERSIGN_HOME, 'store')),
    jobs: openJobSender(urls.app),
    inference: openInferenceGateway(),
  }
  return {
    settings,
    urls,
    runtime,
    running,
    async close() {
      await runtime.jobs.close()
      await runtime.db.$client.end()
      await stop()
    },
  }
}
