import { and, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { apiKey, principal, session, team } from '#drizzle/schema/identity.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { Db } from '#server/db/client.ts'
import { actorOf } from './internal.ts'
import { hashKey, isWellFormedKey } from './key-format.ts'

export const SESSION_IDLE_MS = 8 * 3_600_000
export const SESSION_ABSOLUTE_MS = 24 * 3_600_000
/** `last used` and `last seen` are kept to the minute, so that reading does not become writing. */
const TOUCH_MS = 60_000

/** The actor behind a key, or null: malformed, unknown, revoked, expired, or its owner disabled. */
export async function actorOfKey(db: Db, key: string, now = new Date()): Promise<Actor | null> {
  if (!isWellFormedKey(key)) return null
  const [row] = await db
    .select({ key: apiKey, principal, teamName: team.name })
    .from(apiKey)
    .innerJoin(principal, eq(principal.id, apiKey.principalId))
    .leftJoin(team, eq(team.id, principal.teamId))
    .where(and(eq(apiKey.hash, hashKey(key)), isNull(apiKey.revokedAt), isNull(principal.disabledAt), or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, now))))
  if (!row) return null
  const stale = new Date(now.getTime() - TOUCH_MS)
  if (!row.key.lastUsedAt || row.key.lastUsedAt < stale) {
    await db
      .update(apiKey)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKey.id, row.key.id), or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, stale))))
  }
  return { ...actorOf(row.principal, row.teamName), keyId: row.key.id }
}

/** The actor behind a session row, or null: revoked, idle for too long, past its absolute end, or disabled. */
export async function actorOfSession(db: Db, sessionId: string, now = new Date()): Promise<Actor | null> {
  const idleSince = new Date(now.getTime() - SESSION_IDLE_MS)
  const [row] = await db
    .select({ session, principal, teamName: team.name })
    .from(session)
    .innerJoin(principal, eq(principal.id, session.principalId))
    .leftJoin(team, eq(team.id, principal.teamId))
    .where(
      and(eq(session.id, sessionId), isNull(session.revokedAt), gt(session.expiresAt, now), gt(session.lastSeenAt, idleSince), isNull(principal.disabledAt)),
    )
  if (!row) return null
  const stale = new Date(now.getTime() - TOUCH_MS)
  if (row.session.lastSeenAt < stale) {
    await db
      .update(session)
      .set({ lastSeenAt: now })
      .where(and(eq(session.id, row.session.id), lt(session.lastSeenAt, stale)))
  }
  return { ...actorOf(row.principal, row.teamName), sessionId: row.session.id }
}
