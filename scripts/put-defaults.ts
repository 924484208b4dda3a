import { join } from 'node:path'
import { openDatabase } from '#server/db/client.ts'
import { ensureDefaults } from '#server/domain/defaults.ts'
import { openJobSender } from '#server/domain/kit/index.ts'
import { openInferenceGateway } from '#server/inference-gateway.ts'
import { openBlobStore } from '#server/store/blob-store.ts'

/** Puts the policy and price of a new installation into a database that was just migrated, as the application's role. */
export async function putDefaults(home: string, appUrl: string): Promise<void> {
  const db = openDatabase(appUrl, { max: 1, applicationName: 'countersign-defaults' })
  const jobs = openJobSender(appUrl)
  try {
    await ensureDefaults({ db, store: openBlobStore(join(home, 'store')), jobs, inference: openInferenceGateway() })
  } finally {
    await jobs.close()
    await db.$client.end()
  }
}
