import { and, eq } from 'drizzle-orm'
import { principal } from '#drizzle/schema/identity.ts'
import type { Queryable } from '#server/db/client.ts'

export async function serviceByName(db: Queryable, name: string) {
  const [row] = await db
    .select()
    .from(principal)
    .where(and(eq(principal.kind, 'service'), eq(principal.name, name)))
  return row
}
