import type { Actor } from '#server/contracts/actor.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import type { Db } from '#server/db/client.ts'
import { actorOfKey } from '#server/domain/identity/index.ts'
import { Refused, refuseWith } from '#workers/inference/refused.ts'

const KEPT_MS = 1000
const MOST_KEYS = 10_000

export interface KeyCache {
  /** The actor behind an `Authorization` header; throws Refused 401. A known key costs no query for a second. */
  actorOf(header: string | undefined): Actor | Promise<Actor>
  /** Forgets all: a key or an account has changed. */
  forget(): void
}

interface Kept {
  actor: Actor | null
  until: number
}

const known = (actor: Actor | null): Actor => actor ?? refuseWith(401, 'The key is not valid: unknown, expired or revoked.')

export function openKeyCache(db: Db): KeyCache {
  let kept = new Map<string, Kept>()
  const pending = new Map<string, Promise<Actor | null>>()
  let epoch = 0

  const ask = async (key: string): Promise<Actor | null> => {
    const asked = epoch
    const actor = await actorOfKey(db, key).catch((error: unknown) => {
      throw new Refused(503, `The database does not answer, so the key cannot be checked (${error instanceof Error ? error.message : String(error)}).`)
    })
    // An answer that was under way while something changed is good for this request alone.
    if (asked === epoch) {
      if (kept.size >= MOST_KEYS) kept = new Map()
      kept.set(key, { actor, until: performance.now() + KEPT_MS })
    }
    return actor
  }
  return {
    actorOf(header) {
      if (header === undefined) refuseWith(401, 'Send a key as "Authorization: Bearer <key>".')
      if (!header.startsWith('Bearer ')) refuseWith(401, 'The Authorization header must be "Bearer <key>".')
      const key = header.slice(7).trim()
      const held = kept.get(key)
      if (held && held.until > performance.now()) return known(held.actor)
      let asking = pending.get(key)
      if (!asking) {
        asking = ask(key).finally(() => pending.delete(key))
        pending.set(key, asking)
      }
      return asking.then(known)
    },
    forget() {
      epoch++
      kept = new Map()
      pending.clear()
    },
  }
}

/** Whether the actor may predict at all, and with a team's models where one is named; throws Refused 403. */
export function permitPrediction(actor: Actor, teamId: string | null): void {
  const scope = scopeOf(actor.role, 'prediction:create')
  if (scope === null) refuseWith(403, `The role ${actor.role} has no permission prediction:create.`)
  if (scope === 'team' && teamId !== null && teamId !== actor.teamId) {
    refuseWith(403, `prediction:create reaches only what your team${actor.teamName ? ` (${actor.teamName})` : ''} owns.`)
  }
}
