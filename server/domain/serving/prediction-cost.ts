import { and, desc, eq, inArray, lte } from 'drizzle-orm'
import { price } from '#drizzle/schema/finops.ts'
import type { Queryable } from '#server/db/client.ts'
import { priceOf } from '#server/kernel/finops/price.ts'

/** What device time on a provider cost at a moment; a provider without a price of its own costs what the CPU costs. */
export async function costOf(db: Queryable, usage: { executionProvider: string; at: Date; deviceNs: bigint }): Promise<{ amount: string; currency: string }> {
  const rows = await db
    .select()
    .from(price)
    .where(and(inArray(price.executionProvider, [usage.executionProvider, 'cpu']), lte(price.effectiveFrom, usage.at)))
    .orderBy(desc(eq(price.executionProvider, usage.executionProvider)), desc(price.effectiveFrom), desc(price.id))
    .limit(1)
  const held = rows[0]
  return held ? { amount: priceOf(usage.deviceNs, held.amountPerHour), currency: held.currency } : { amount: '0', currency: 'EUR' }
}
