import { asc, desc, sql } from 'drizzle-orm'
import { ledgerCheckpoint } from '#drizzle/schema/ledger.ts'
import type { Db, Tx } from '#server/db/client.ts'
import { sha256 } from '#server/domain/kit/index.ts'
import { parseCheckpoint, toBase64 } from '#server/kernel/ledger/checkpoint.ts'
import { appendedNodes, leafHash, rootAt } from '#server/kernel/ledger/merkle.ts'
import type { NodeRef } from '#server/kernel/ledger/merkle.ts'
import { checkpointIsSigned } from './log-key.ts'

export interface Verification {
  ok: boolean
  entries: number
  rootHash: string
  checkpoint: string
  problems: string[]
}

interface Row extends Record<string, unknown> {
  leaf_index: string
  event_id: string
  leaf_hash: Buffer
  leaf: Buffer
  operation: string
  subject: string
  actor_id: string
  at: string
}

const CHUNK = 5000
const MOST_PROBLEMS = 100

type Checkpoint = typeof ledgerCheckpoint.$inferSelect

/** Columns that pages show must say what the hashed bytes say. */
function columnProblem(row: Row): string | null {
  try {
    const said: { id?: string; operation?: string; subject?: string; actor?: { id?: string }; at?: string } = JSON.parse(row.leaf.toString('utf8'))
    const same = said.id === row.event_id && said.operation === row.operation && said.subject === row.subject && said.actor?.id === row.actor_id
    if (same && Date.parse(said.at ?? '') === Date.parse(row.at)) return null
  } catch {
    return `Entry ${row.leaf_index}: the hashed bytes are not readable.`
  }
  return `Entry ${row.leaf_index} (event ${row.event_id}): the shown columns differ from the hashed bytes.`
}

/** The stored inner nodes of a chunk against those computed from its leaves. */
async function nodeProblems(tx: Tx, computed: (NodeRef & { hash: Uint8Array })[]): Promise<string[]> {
  if (computed.length === 0) return []
  const result = await tx.execute<{ level: number; index: string }>(sql`
    select c.level, c.index from unnest(${sql.param(computed.map((node) => node.level))}::int[], ${sql.param(computed.map((node) => node.index))}::bigint[], ${sql.param(computed.map((node) => Buffer.from(node.hash)))}::bytea[]) as c (level, index, hash)
    left join ledger_node n on n.level = c.level and n.index = c.index where n.hash is distinct from c.hash limit ${MOST_PROBLEMS}`)
  return result.rows.map((node) => `Node ${node.level}/${node.index} is not the hash of what lies under it.`)
}

function checkpointProblems(checkpoint: Checkpoint, root: Uint8Array): string[] {
  const parsed = parseCheckpoint(checkpoint.note)
  if (!parsed) return [`The checkpoint of size ${checkpoint.size} is not readable.`]
  const problems: string[] = []
  if (parsed.size !== checkpoint.size || toBase64(parsed.root) !== toBase64(root))
    problems.push(`The checkpoint of size ${checkpoint.size} names another root than its entries give.`)
  if (!checkpointIsSigned(parsed, checkpoint.verifierKey)) problems.push(`The signature of the checkpoint of size ${checkpoint.size} does not verify.`)
  return problems
}

async function verifyIn(tx: Tx): Promise<Verification> {
  const checkpoints = await tx.select().from(ledgerCheckpoint).orderBy(asc(ledgerCheckpoint.size))
  const problems: string[] = []
  const nodes = new Map<string, Uint8Array>()
  const get = (node: NodeRef): Uint8Array => {
    const hash = nodes.get(`${node.level}/${node.index}`)
    if (!hash) throw new Error(`missing ${node.level}/${node.index}`)
    return hash
  }
  let size = 0
  let next = 0
  for (;;) {
    const { rows } = await tx.execute<Row>(sql`
      select n.leaf_index, n.event_id, n.leaf_hash, e.leaf, e.operation, e.subject, e.actor_id, e.at from ledger_entry n join audit_event e on e.id = n.event_id
      where n.leaf_index >= ${size} order by n.leaf_index limit ${CHUNK}`)
    if (rows.length === 0) break
    const computed: (NodeRef & { hash: Uint8Array })[] = []
    for (const row of rows) {
      if (Number(row.leaf_index) !== size) problems.push(`Entry ${size} is missing.`)
      const index = Number(row.leaf_index)
      const hash = leafHash(sha256, row.leaf)
      if (!Buffer.from(hash).equals(row.leaf_hash)) problems.push(`Entry ${index} (event ${row.event_id}): its bytes were changed.`)
      const columns = columnProblem(row)
      if (columns) problems.push(columns)
      nodes.set(`0/${index}`, hash)
      if (index === size) {
        for (const node of appendedNodes(sha256, index, hash, get)) {
          nodes.set(`${node.level}/${node.index}`, node.hash)
          nodes.delete(`${node.level - 1}/${node.index * 2}`)
          nodes.delete(`${node.level - 1}/${node.index * 2 + 1}`)
          computed.push(node)
        }
      }
      size = index + 1
      while (checkpoints[next]?.size === size && problems.length === 0) problems.push(...checkpointProblems(checkpoints[next++], rootAt(sha256, size, get)))
      if (problems.length >= MOST_PROBLEMS) break
    }
    problems.push(...(await nodeProblems(tx, computed)))
    if (problems.length >= MOST_PROBLEMS) break
  }
  const last = checkpoints.at(-1)
  if ((last?.size ?? 0) !== size) problems.push(`The newest checkpoint covers ${last?.size ?? 0} entries, but ${size} are stored.`)
  const strayed = await tx.execute<{ id: string }>(sql`
    select e.id from audit_event e left join ledger_entry n on n.event_id = e.id left join ledger_pending p on p.event_id = e.id
    where n.event_id is null and p.event_id is null limit ${MOST_PROBLEMS}`)
  problems.push(...strayed.rows.map((row) => `Event ${row.id} is neither in the tree nor waiting for it.`))
  const rootHash = problems.length === 0 ? toBase64(rootAt(sha256, size, get)) : (last?.rootHash ?? '')
  return { ok: problems.length === 0, entries: size, rootHash, checkpoint: last?.note ?? '', problems: problems.slice(0, MOST_PROBLEMS) }
}

/** Recomputes the whole tree from the stored bytes, on one snapshot of the database, and names everything that does not fit. */
export const verifyLedger = (db: Db): Promise<Verification> => db.transaction(verifyIn, { isolationLevel: 'repeatable read', accessMode: 'read only' })

export const newestCheckpoint = async (db: Pick<Tx, 'select'>): Promise<Checkpoint | undefined> =>
  (await db.select().from(ledgerCheckpoint).orderBy(desc(ledgerCheckpoint.size)).limit(1))[0]
