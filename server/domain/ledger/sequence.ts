import { desc, sql } from 'drizzle-orm'
import { ledgerCheckpoint } from '#drizzle/schema/ledger.ts'
import type { Db, Tx } from '#server/db/client.ts'
import { sha256 } from '#server/domain/kit/index.ts'
import { checkpointText, toBase64 } from '#server/kernel/ledger/checkpoint.ts'
import { appendedNodes, completeSubtrees, leafHash, rootAt } from '#server/kernel/ledger/merkle.ts'
import type { NodeRef } from '#server/kernel/ledger/merkle.ts'
import type { LogSigner } from './log-key.ts'
import { fetchNodes } from './nodes.ts'

const LOCK = 7_226_002
const BATCH = 2000
/** Tells whoever listens that the log has grown. Not per event: a notification holds back every other commit until its own is on disk. */
export const LEDGER_CHANNEL = 'ledger'

interface Pending {
  id: string
  leaf: Uint8Array
}

async function takePending(tx: Tx): Promise<Pending[]> {
  const result = await tx.execute<{ id: string; leaf: Buffer }>(sql`
    select e.id, e.leaf from ledger_pending p join audit_event e on e.id = p.event_id order by e.id limit ${BATCH}`)
  return result.rows
}

/** Appends leaves to the stored tree; returns its new root. Refuses to build on a tree that no longer hashes to its checkpoint. */
async function append(tx: Tx, pending: Pending[]): Promise<{ size: number; root: Uint8Array }> {
  const [last] = await tx.select().from(ledgerCheckpoint).orderBy(desc(ledgerCheckpoint.size)).limit(1)
  const oldSize = last?.size ?? 0
  const stored = await fetchNodes(tx, completeSubtrees(0, oldSize))
  if (last && toBase64(rootAt(sha256, oldSize, stored)) !== last.rootHash) {
    throw new Error(`the stored tree of size ${oldSize} does not hash to its checkpoint: nothing more is signed`)
  }
  const fresh = new Map<string, Uint8Array>()
  const get = (node: NodeRef) => fresh.get(`${node.level}/${node.index}`) ?? stored(node)
  const entries: { index: number; id: string; hash: Uint8Array }[] = []
  const nodes: (NodeRef & { hash: Uint8Array })[] = []
  for (const [i, event] of pending.entries()) {
    const index = oldSize + i
    const hash = leafHash(sha256, event.leaf)
    fresh.set(`0/${index}`, hash)
    entries.push({ index, id: event.id, hash })
    for (const node of appendedNodes(sha256, index, hash, get)) {
      fresh.set(`${node.level}/${node.index}`, node.hash)
      nodes.push(node)
    }
  }
  await store(tx, entries, nodes)
  const size = oldSize + pending.length
  return { size, root: rootAt(sha256, size, get) }
}

const buffers = (hashes: { hash: Uint8Array }[]): Buffer[] => hashes.map(({ hash }) => Buffer.from(hash))

async function store(tx: Tx, entries: { index: number; id: string; hash: Uint8Array }[], nodes: (NodeRef & { hash: Uint8Array })[]): Promise<void> {
  const ids = entries.map((entry) => entry.id)
  await tx.execute(sql`
    insert into ledger_entry (leaf_index, event_id, leaf_hash)
    select * from unnest(${sql.param(entries.map((entry) => entry.index))}::bigint[], ${sql.param(ids)}::uuid[], ${sql.param(buffers(entries))}::bytea[])`)
  await tx.execute(sql`
    insert into ledger_node (level, index, hash)
    select * from unnest(${sql.param(nodes.map((node) => node.level))}::int[], ${sql.param(nodes.map((node) => node.index))}::bigint[], ${sql.param(buffers(nodes))}::bytea[])`)
  await tx.execute(sql`delete from ledger_pending where event_id = any(${sql.param(ids)}::uuid[])`)
}

/**
 * Gives waiting audit events their leaf indexes, in one transaction with the nodes and a signed checkpoint.
 * Returns how many it took; 0 also when another sequencer is at work.
 */
export async function sequenceOnce(db: Db, signer: LogSigner): Promise<number> {
  return db.transaction(async (tx) => {
    const lock = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`)
    if (!lock.rows[0]?.mine) return 0
    const pending = await takePending(tx)
    if (pending.length === 0) return 0
    const { size, root } = await append(tx, pending)
    await tx.insert(ledgerCheckpoint).values({
      size,
      rootHash: toBase64(root),
      note: signer.sign(checkpointText(signer.origin, size, root)),
      verifierKey: signer.verifierKey,
    })
    await tx.execute(sql`select pg_notify(${LEDGER_CHANNEL}, ${String(size)})`)
    return pending.length
  })
}
