import { desc } from 'drizzle-orm'
import { price } from '#drizzle/schema/finops.ts'
import type { Queryable } from '#server/db/client.ts'

/** The currency of the price book; there is one for all prices. */
export async function bookCurrency(db: Queryable): Promise<string> {
  const [row] = await db.select({ currency: price.currency }).from(price).orderBy(desc(price.effectiveFrom)).limit(1)
  return row?.currency ?? 'EUR'
}
