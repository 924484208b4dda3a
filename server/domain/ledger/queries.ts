import { and, asc, arrayContains, desc, eq, gt, lt, ne, notInArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { auditEvent, ledgerCheckpoint, ledgerEntry } from '#drizzle/schema/ledger.ts'
import { instant, page, pageQuery, uuid } from '#server/contracts/common.ts'
import { auditEventView, proofView } from '#server/contracts/ledger.ts'
import { decodeCursor, defineQuery, found, refuse, sha256, toPage } from '#server/domain/kit/index.ts'
import { toBase64 } from '#server/kernel/ledger/checkpoint.ts'
import { consistencyNodes, consistencyProof, inclusionNodes, inclusionProof } from '#server/kernel/ledger/merkle.ts'
import { auditEventViewOf } from './audit-event-view.ts'
import { fetchNodes } from './nodes.ts'
import { newestCheckpoint } from './verify-ledger.ts'

const COMING_IN = ['sign-in', 'create-my-key', 'create-key']

const plainText = (body: string) => ({ contentType: 'text/plain; charset=utf-8', body })

export const listAuditEvents = defineQuery({
  name: 'list-audit-events',
  summary: 'The audit trail in the order of the ledger, oldest first unless asked otherwise',
  permission: 'read',
  input: pageQuery.extend({
    subject: z.string().max(400).optional(),
    after: z.coerce.number().int().min(-1).optional(),
    operation: z.string().max(100).optional(),
    actor: z.string().max(100).optional(),
    from: instant.optional(),
    to: instant.optional(),
    order: z.enum(['oldest', 'newest']).default('oldest'),
    /** Routine: what the product does by itself, and how people come in. */
    routine: z.enum(['shown', 'hidden']).default('shown'),
  }),
  output: page(auditEventView),
  rest: { method: 'GET', path: '/audit-events' },
  async run({ db, input }) {
    const newest = input.order === 'newest'
    const cursor = decodeCursor(input.cursor, 1)
    const rows = await db
      .select({ event: auditEvent, leafIndex: ledgerEntry.leafIndex })
      .from(ledgerEntry)
      .innerJoin(auditEvent, eq(auditEvent.id, ledgerEntry.eventId))
      .where(
        and(
          input.subject ? arrayContains(auditEvent.subjects, [input.subject]) : undefined,
          input.operation ? eq(auditEvent.operation, input.operation) : undefined,
          input.actor ? eq(auditEvent.actorId, input.actor) : undefined,
          input.after === undefined ? undefined : gt(ledgerEntry.leafIndex, input.after),
          input.from ? sql`${auditEvent.at} >= ${input.from}::timestamptz` : undefined,
          input.to ? sql`${auditEvent.at} < ${input.to}::timestamptz` : undefined,
          input.routine === 'hidden' ? and(ne(auditEvent.actorKind, 'system'), notInArray(auditEvent.operation, COMING_IN)) : undefined,
          cursor ? (newest ? lt(ledgerEntry.leafIndex, Number(cursor[0])) : gt(ledgerEntry.leafIndex, Number(cursor[0]))) : undefined,
        ),
      )
      .orderBy(newest ? desc(ledgerEntry.leafIndex) : asc(ledgerEntry.leafIndex))
      .limit(input.limit + 1)
    return toPage(rows, input.limit, (row) => [String(row.leafIndex)], auditEventViewOf)
  },
})

export const getCheckpoint = defineQuery({
  name: 'get-checkpoint',
  summary: 'The newest signed checkpoint of the ledger (C2SP tlog-checkpoint)',
  permission: 'read',
  input: z.object({}),
  output: z.object({ size: z.number().int(), rootHash: z.string(), note: z.string(), createdAt: instant }),
  rest: {
    method: 'GET',
    path: '/ledger/checkpoint',
    render: (checkpoint, accept) => (accept.includes('application/json') ? null : plainText(checkpoint.note)),
  },
  async run({ db }) {
    const row = found(await newestCheckpoint(db), 'checkpoint yet')
    return { size: row.size, rootHash: row.rootHash, note: row.note, createdAt: row.createdAt.toISOString() }
  },
})

export const getLogKey = defineQuery({
  name: 'get-log-key',
  summary: 'The verifier key of the ledger',
  permission: 'read',
  input: z.object({}),
  output: z.object({ verifierKey: z.string() }),
  rest: { method: 'GET', path: '/ledger/key', render: (key, accept) => (accept.includes('application/json') ? null : plainText(key.verifierKey)) },
  run: async ({ db }) => ({ verifierKey: found(await newestCheckpoint(db), 'checkpoint yet').verifierKey }),
})

export const getConsistency = defineQuery({
  name: 'get-consistency',
  summary: 'Proof that one tree extends another (RFC 6962)',
  permission: 'read',
  input: z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(0).optional() }),
  output: z.object({ from: z.number().int(), to: z.number().int(), hashes: z.array(z.string()) }),
  rest: { method: 'GET', path: '/ledger/consistency' },
  async run({ db, input }) {
    const size = (await newestCheckpoint(db))?.size ?? 0
    const to = input.to ?? size
    if (input.from > to || to > size) {
      refuse('invalid', `Sizes are at most ${size}, and from is at most to.`, [
        { path: input.from > to ? 'from' : 'to', message: `The tree has ${size} entries.` },
      ])
    }
    const get = await fetchNodes(db, consistencyNodes(input.from, to))
    return { from: input.from, to, hashes: consistencyProof(sha256, input.from, to, get).map(toBase64) }
  },
})

export const getProof = defineQuery({
  name: 'get-proof',
  summary: 'Proof that an audit event is in the ledger under the newest checkpoint',
  permission: 'read',
  input: z.object({ event: uuid }),
  output: proofView,
  rest: { method: 'GET', path: '/ledger/proofs/{event}' },
  async run({ db, input }) {
    const [row] = await db
      .select({ leaf: auditEvent.leaf, leafIndex: ledgerEntry.leafIndex })
      .from(auditEvent)
      .leftJoin(ledgerEntry, eq(ledgerEntry.eventId, auditEvent.id))
      .where(eq(auditEvent.id, input.event))
    const event = found(row, 'such audit event')
    const leafIndex = event.leafIndex
    if (leafIndex === null) refuse('not-ready', 'The event waits for its place in the ledger; ask again in a second.')
    const checkpoint = found(await newestCheckpoint(db), 'checkpoint yet')
    const get = await fetchNodes(db, inclusionNodes(leafIndex, checkpoint.size))
    return {
      leaf: toBase64(event.leaf),
      leafIndex,
      treeSize: checkpoint.size,
      hashes: inclusionProof(sha256, leafIndex, checkpoint.size, get).map(toBase64),
      checkpoint: checkpoint.note,
    }
  },
})

export const listCheckpoints = defineQuery({
  name: 'list-checkpoints',
  summary: 'Signed checkpoints, newest first',
  permission: 'read',
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  output: z.object({ items: z.array(z.object({ size: z.number().int(), rootHash: z.string(), note: z.string(), createdAt: instant })), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/ledger/checkpoints' },
  async run({ db, input }) {
    const rows = await db.select().from(ledgerCheckpoint).orderBy(desc(ledgerCheckpoint.size)).limit(input.limit)
    return { items: rows.map((row) => ({ size: row.size, rootHash: row.rootHash, note: row.note, createdAt: row.createdAt.toISOString() })), nextCursor: null }
  },
})
