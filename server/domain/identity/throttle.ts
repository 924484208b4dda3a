import { inArray, sql } from 'drizzle-orm'
import { signInThrottle } from '#drizzle/schema/identity.ts'
import type { Db } from '#server/db/client.ts'

const FREE_FAILURES = 5
const LONGEST_LOCK_SECONDS = 900

/** The moment until which sign-in is locked for any of the keys (an e-mail address, a network address), or null. */
export async function lockedUntil(db: Db, keys: string[], now: Date): Promise<Date | null> {
  const rows = await db.select().from(signInThrottle).where(inArray(signInThrottle.key, keys))
  const locks = rows.flatMap((row) => (row.lockedUntil && row.lockedUntil > now ? [row.lockedUntil] : []))
  return locks.sort((a, b) => b.getTime() - a.getTime())[0] ?? null
}

/** Counts a failure; from the sixth on each doubles the lock, up to a quarter of an hour. Forgotten after a day. */
export async function countFailure(db: Db, keys: string[], now: Date): Promise<void> {
  const at = now.toISOString()
  for (const key of [...keys].sort()) {
    await db.execute(sql`
      insert into ${signInThrottle} as held (key, failures, locked_until, updated_at) values (${key}, 1, null, ${at})
      on conflict (key) do update set
        failures = case when held.updated_at < ${at}::timestamptz - interval '1 day' then 1 else held.failures + 1 end,
        locked_until = case when held.failures + 1 > ${FREE_FAILURES}
          then ${at}::timestamptz + make_interval(secs => least(${LONGEST_LOCK_SECONDS}, power(2, least(held.failures + 1 - ${FREE_FAILURES}, 12))::int)) end,
        updated_at = ${at}`)
  }
}

export async function forgetFailures(db: Db, keys: string[]): Promise<void> {
  await db.delete(signInThrottle).where(inArray(signInThrottle.key, keys))
}
