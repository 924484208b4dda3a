import { openDatabase } from '#server/db/client.ts'
import type { Db } from '#server/db/client.ts'
import { listen } from '#server/db/listen.ts'
import { log } from '#server/log.ts'
import { openBlobStore } from '#server/store/blob-store.ts'
import { openKeyCache } from './auth/key-cache.ts'
import { openBatcher } from './batching/batcher.ts'
import { openCatalog } from './catalog/catalog.ts'
import { openEngine } from './engine/engine.ts'
import type { Engine } from './engine/engine.ts'
import { openLazyEngine } from './engine/lazy-engine.ts'
import { openBaselines } from './explain/baselines.ts'
import { openExplainer } from './explain/explainer.ts'
import { openFleet } from './fleet/fleet.ts'
import { openServer } from './http/server.ts'
import { openPredictionLog } from './log/prediction-log.ts'

export interface WorkerOptions {
  /** The database as the application's role. */
  url: string
  storeRoot: string
  host: string
  /** 0 takes a free one. */
  port: number
  /** Engine processes. */
  children: number
  internalToken: string
  /** How long one run may take (10,000). */
  runTimeoutMs?: number
}

export interface InferenceWorker {
  port: number
  db: Db
  engine: Engine
  /** Numbers for the heartbeat. */
  detail(): Record<string, unknown>
  close(): Promise<void>
}

const CHANNEL = 'serving'
/** A database that does not answer is a refusal, not a wait. */
const QUERY_MS = 3000

/** Brings up everything that serves: engines, catalog, keys, log and the HTTP server. */
export async function openWorker(options: WorkerOptions): Promise<InferenceWorker> {
  const { url, children, runTimeoutMs = 10_000 } = options
  const db = openDatabase(url, { max: 6, applicationName: 'countersign-inference', queryTimeoutMs: QUERY_MS })
  const store = openBlobStore(options.storeRoot)
  const engine = openEngine({ children, requestTimeoutMs: runTimeoutMs })
  // Whoever looks at pages neither ends a process that serves nor takes the place of a model in it.
  const consoleEngine = openLazyEngine({ children: 1, requestTimeoutMs: runTimeoutMs })
  const fleet = openFleet(engine, store)
  const catalog = openCatalog(db, fleet.keep)
  const keys = openKeyCache(db)
  const predictions = openPredictionLog(url)
  const listener = listen(url, CHANNEL, 'countersign-inference-listen', () => {
    keys.forget()
    catalog.refresh().catch((error: unknown) => log.warn({ err: error }, 'cannot read what may serve'))
  })
  const parts = {
    db,
    store,
    engine,
    catalog,
    keys,
    fleet,
    batcher: openBatcher(engine, { slots: children, patienceMs: runTimeoutMs }),
    log: predictions,
    baselines: openBaselines(db, store),
    explainer: openExplainer(engine),
    consoleExplainer: openExplainer(consoleEngine),
  }
  const server = await openServer(parts, options)
  return {
    port: server.port,
    db,
    engine,
    detail: () => ({ ...engine.status(), serves: catalog.all().length, fresh: catalog.isFresh() }),
    async close() {
      await server.close()
      catalog.stop()
      await Promise.all([predictions.close(), listener.stop(), engine.close(), consoleEngine.close()])
      await db.$client.end()
    },
  }
}
