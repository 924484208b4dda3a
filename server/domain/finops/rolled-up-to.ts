import { sql } from 'drizzle-orm'
import type { Queryable } from '#server/db/client.ts'

/** Up to when predictions are counted into usage; null before the first roll-up. */
export async function rolledUpTo(db: Queryable): Promise<Date | null> {
  const { rows } = await db.execute<{ at: string | null }>(
    sql`select case when isfinite(rolled_up_to) then rolled_up_to end as at from usage_watermark where id = 1`,
  )
  const at = rows[0]?.at
  return at ? new Date(at) : null
}
