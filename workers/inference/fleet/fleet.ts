import { log } from '#server/log.ts'
import type { BlobStore } from '#server/store/blob-store.ts'
import type { Asks } from '#workers/inference/batching/asks.ts'
import type { ServedVersion } from '#workers/inference/catalog/served-version.ts'
import type { ModelFile, Provider } from '#workers/inference/engine/protocol.ts'
import { Refused } from '#workers/inference/refused.ts'
import { mayJoin } from './joins.ts'

const RETRY_MS = 2000

/** A model that an engine has loaded, its bytes hashed, and tried. */
export interface LoadedVersion extends Provider {
  file: ModelFile
  joins: boolean
}

export interface Fleet {
  /** The loaded model of a version; loads it the first time. Throws Refused 503 when it cannot be loaded. */
  of(version: ServedVersion): LoadedVersion | Promise<LoadedVersion>
  isLoaded(version: ServedVersion): boolean
  /** Whether a model can still be loaded now: tells a bad input from a lost file. */
  stillLoads(version: ServedVersion): Promise<boolean>
  /** Loads what serves and forgets what no longer does. */
  keep(served: readonly ServedVersion[]): void
}

interface Failure {
  why: string
  until: number
}

export function openFleet(engine: Asks, store: Pick<BlobStore, 'pathOf'>): Fleet {
  const loaded = new Map<string, LoadedVersion>()
  const loading = new Map<string, Promise<LoadedVersion>>()
  const failures = new Map<string, Failure>()

  const load = async (version: ServedVersion): Promise<LoadedVersion> => {
    const digest = version.servingDigest
    const file = { digest, path: store.pathOf(digest) }
    try {
      const provider = await engine.ask({ kind: 'load', model: file })
      const ready = { file, joins: await mayJoin(engine, file, version), ...provider }
      loaded.set(digest, ready)
      failures.delete(digest)
      log.info({ model: version.modelName, version: version.number, digest, joins: ready.joins, executionProvider: provider.executionProvider }, 'loaded')
      return ready
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      log.error({ model: version.modelName, version: version.number, digest, why }, 'could not load')
      failures.set(digest, { why, until: performance.now() + RETRY_MS })
      throw unloadable(version, why)
    }
  }
  const start = (version: ServedVersion): Promise<LoadedVersion> => {
    const digest = version.servingDigest
    const failure = failures.get(digest)
    if (failure && failure.until > performance.now()) return Promise.reject(unloadable(version, failure.why))
    let under = loading.get(digest)
    if (!under) {
      under = load(version).finally(() => loading.delete(digest))
      loading.set(digest, under)
    }
    return under
  }
  return {
    of: (version) => loaded.get(version.servingDigest) ?? start(version),
    isLoaded: (version) => loaded.has(version.servingDigest),
    stillLoads: ({ servingDigest }) =>
      engine.ask({ kind: 'load', model: { digest: servingDigest, path: store.pathOf(servingDigest) } }).then(
        () => true,
        () => false,
      ),
    keep(served) {
      const digests = new Set(served.map((version) => version.servingDigest))
      for (const digest of loaded.keys()) if (!digests.has(digest)) loaded.delete(digest)
      for (const version of served) if (!loaded.has(version.servingDigest)) start(version).catch(() => undefined)
    },
  }
}

const unloadable = (version: ServedVersion, why: string): Refused =>
  new Refused(503, `Version ${version.number} of ${version.modelName} cannot be loaded now: ${why}`)
