import type { Db } from '#server/db/client.ts'
import type { BlobStore } from '#server/store/blob-store.ts'
import type { KeyCache } from '#workers/inference/auth/key-cache.ts'
import type { Batcher } from '#workers/inference/batching/batcher.ts'
import type { Catalog } from '#workers/inference/catalog/catalog.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import type { Baselines } from '#workers/inference/explain/baselines.ts'
import type { Explainer } from '#workers/inference/explain/explainer.ts'
import type { Fleet } from '#workers/inference/fleet/fleet.ts'
import type { PredictionLog } from '#workers/inference/log/prediction-log.ts'

/** What answering a request takes; made once per worker. */
export interface Parts {
  db: Db
  store: BlobStore
  engine: Engine
  catalog: Catalog
  keys: KeyCache
  fleet: Fleet
  batcher: Batcher
  log: PredictionLog
  baselines: Baselines
  /** Explains what a client asks a serving model. */
  explainer: Explainer
  /** Explains for the console, of any version: beside what serves, in a process of its own. */
  consoleExplainer: Explainer
}
