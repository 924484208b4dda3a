import { join } from 'node:path'
import { openDatabase } from '#server/db/client.ts'
import { migrateDatabase } from '#server/db/migrate.ts'
import { openJobSender } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { readSettings } from '#server/env.ts'
import type { Settings } from '#server/env.ts'
import { openInferenceGateway } from '#server/inference-gateway.ts'
import { openBlobStore } from '#server/store/blob-store.ts'
import { startEmbeddedPostgres } from '#workers/runtime/embedded-postgres.ts'
import { embeddedUrls, loadSecrets, ownUrls, processEnv, runningInstance } from '../home.ts'
import type { DatabaseUrls } from '../home.ts'

export interface Connection {
  settings: Settings
  urls: DatabaseUrls
  runtime: Runtime
  running: boolean
  close: () => Promise<void>
}

async function reach(settings: Settings): Promise<{ urls: DatabaseUrls; running: boolean; stop: () => Promise<void> }> {
  const nothing = async () => undefined
  const secrets = loadSecrets(settings.COUNTERSIGN_HOME)
  const instance = runningInstance(settings.COUNTERSIGN_HOME)
  if (settings.DATABASE_URL) return { urls: ownUrls({ ...settings, DATABASE_URL: settings.DATABASE_URL }), running: instance !== null, stop: nothing }
  if (instance?.postgresPort) return { urls: embeddedUrls(instance.postgresPort, secrets), running: true, stop: nothing }
  const postgres = await startEmbeddedPostgres({ home: settings.COUNTERSIGN_HOME, password: secrets.postgresPassword })
  const urls = embeddedUrls(postgres.port, secrets)
  await migrateDatabase({ ownerUrl: urls.owner, appPassword: secrets.appPassword, sequencerPassword: secrets.sequencerPassword })
  return { urls, running: false, stop: postgres.stop }
}

/** The database and store of the configured home: of the running instance, else started for this command alone. */
export async function connect(): Promise<Connection> {
  const settings = readSettings()
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
