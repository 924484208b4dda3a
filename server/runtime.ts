import { join } from 'node:path'
import { openDatabase } from '#server/db/client.ts'
import { openJobSender } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { env } from '#server/env.ts'
import { openInferenceGateway } from '#server/inference-gateway.ts'
import { openBlobStore } from '#server/store/blob-store.ts'

/** Where artifacts and snapshots lie. */
export const storeRoot = (): string => join(env().COUNTERSIGN_HOME, 'store')

export function openRuntime(options: { url: string; max: number; applicationName: string }): Runtime {
  return {
    db: openDatabase(options.url, { max: options.max, applicationName: options.applicationName }),
    store: openBlobStore(storeRoot()),
    jobs: openJobSender(options.url),
    inference: openInferenceGateway(),
  }
}

// Next evaluates a module once per bundle: one pool per process needs a home outside of modules.
declare global {
  var countersignRuntime: Promise<Runtime> | undefined
}

/** The runtime of the web process, made at the first request. */
export function webRuntime(): Promise<Runtime> {
  globalThis.countersignRuntime ??= Promise.resolve().then(() => openRuntime({ url: env().COUNTERSIGN_APP_URL, max: 20, applicationName: 'countersign-web' }))
  return globalThis.countersignRuntime
}
