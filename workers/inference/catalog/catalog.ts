import type { Db } from '#server/db/client.ts'
import { log } from '#server/log.ts'
import { readServed } from './read-served.ts'
import type { ServedVersion } from './served-version.ts'

/** Without a word from the database for this long, nothing is served: a revocation may have been missed. */
export const STALE_MS = 1500
const REFRESH_MS = 400

export interface Catalog {
  /** The version that serves a model now, or null; a number asks for that version. */
  find(model: string, number: string | null): ServedVersion | null
  /** What may serve, expired grants left out. */
  all(): ServedVersion[]
  /** Whether the database was heard of recently enough to rely on what is known. */
  isFresh(): boolean
  /** Reads anew; resolves when a reading that began after this call is in place. */
  refresh(): Promise<void>
  stop(): void
}

/**
 * What may serve, from Postgres: read again when told and several times a second whatever happens.
 * A grant that expires is left out by the clock, at the moment of asking.
 */
export function openCatalog(db: Db, onChange: (served: ServedVersion[]) => void = () => undefined): Catalog {
  let byModel = new Map<string, ServedVersion>()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  let next: Promise<void> | null = null

  const readOnce = async () => {
    const startedAt = performance.now()
    const served = await readServed(db)
    const before = byModel
    byModel = new Map(served.map((version) => [version.modelName, kept(before.get(version.modelName), version)]))
    readAt = startedAt
    if (served.some((version) => before.get(version.modelName)?.deploymentId !== version.deploymentId)) onChange(served)
  }
  const start = (): Promise<void> => {
    const current = readOnce().finally(() => (reading = null))
    reading = current
    return current
  }
  /** One reading at a time; those who ask meanwhile share the one after it. */
  const refresh = (): Promise<void> => {
    if (reading === null) return start()
    next ??= reading
      .catch(() => undefined)
      .then(() => {
        next = null
        return start()
      })
    return next
  }
  const timer = setInterval(() => {
    if (reading === null) start().catch((error: unknown) => log.warn({ err: error }, 'cannot read what may serve'))
  }, REFRESH_MS)
  const isLive = (version: ServedVersion): boolean => version.grantExpiresAt > Date.now()

  return {
    find(model, number) {
      const version = byModel.get(model)
      return version && (number === null || version.number === number) && isLive(version) ? version : null
    },
    all: () => [...byModel.values()].filter(isLive),
    isFresh: () => performance.now() - readAt <= STALE_MS,
    refresh,
    stop: () => clearInterval(timer),
  }
}

/** What is known already stays the same object, so that the hot path meets few of them. */
function kept(known: ServedVersion | undefined, version: ServedVersion): ServedVersion {
  const same = known?.deploymentId === version.deploymentId && known.grantExpiresAt === version.grantExpiresAt && known.teamId === version.teamId
  return same ? known : version
}
