import { and, arrayContains, count, desc, eq, inArray, lt, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import type { Queryable } from '#server/db/client.ts'

export type EventRow = typeof auditEvent.$inferSelect

const before = (event: EventRow): SQL | undefined => or(lt(auditEvent.at, event.at), and(eq(auditEvent.at, event.at), lt(auditEvent.id, event.id)))

/** The last event before another that one of the operations left under a subject, or undefined. */
export async function earlierEvent(db: Queryable, event: EventRow, subject: string, operations: string[], also?: SQL): Promise<EventRow | undefined> {
  const [row] = await db
    .select()
    .from(auditEvent)
    .where(and(arrayContains(auditEvent.subjects, [subject]), inArray(auditEvent.operation, operations), before(event), also))
    .orderBy(desc(auditEvent.at), desc(auditEvent.id))
    .limit(1)
  return row
}

/** How many events before another an operation left under its subject, of those that a condition names. */
export async function countEarlier(db: Queryable, event: EventRow, also: SQL): Promise<number> {
  const [row] = await db
    .select({ events: count() })
    .from(auditEvent)
    .where(and(arrayContains(auditEvent.subjects, [event.subject]), eq(auditEvent.operation, event.operation), before(event), also))
  return row?.events ?? 0
}
