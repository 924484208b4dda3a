import { asc, eq } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { auditEvent, ledgerEntry } from '#drizzle/schema/ledger.ts'
import type { AuditEventView } from '#server/contracts/ledger.ts'
import type { Queryable } from '#server/db/client.ts'
import { found, refuse, sha256 } from '#server/domain/kit/index.ts'
import { toBase64 } from '#server/kernel/ledger/checkpoint.ts'
import { inclusionNodes, inclusionProof } from '#server/kernel/ledger/merkle.ts'
import { auditEventViewOf } from './audit-event-view.ts'
import { fetchNodes } from './nodes.ts'
import { newestCheckpoint } from './verify-ledger.ts'

/** An event with its hashed bytes and the path to the root of the checkpoint that it is proven under; both base64. */
export type ProvenEvent = AuditEventView & { leafIndex: number; leaf: string; hashes: string[] }

/** The events that a condition names, in the order of the log, all proven under one checkpoint. Refuses (not-ready) while one waits for its place. */
export async function proveEvents(db: Queryable, where: SQL | undefined): Promise<{ events: ProvenEvent[]; note: string; verifierKey: string }> {
  const rows = await db
    .select({ event: auditEvent, leafIndex: ledgerEntry.leafIndex })
    .from(auditEvent)
    .leftJoin(ledgerEntry, eq(ledgerEntry.eventId, auditEvent.id))
    .where(where)
    .orderBy(asc(ledgerEntry.leafIndex))
  const placed = rows.map(({ event, leafIndex }) => {
    if (leafIndex === null) refuse('not-ready', 'An event waits for its place in the ledger; ask again in a second.')
    return { event, leafIndex }
  })
  const { size, note, verifierKey } = found(await newestCheckpoint(db), 'checkpoint yet')
  const get = await fetchNodes(
    db,
    placed.flatMap(({ leafIndex }) => inclusionNodes(leafIndex, size)),
  )
  const events = placed.map(({ event, leafIndex }) => ({
    ...auditEventViewOf({ event, leafIndex }),
    leafIndex,
    leaf: toBase64(event.leaf),
    hashes: inclusionProof(sha256, leafIndex, size, get).map(toBase64),
  }))
  return { events, note, verifierKey }
}
