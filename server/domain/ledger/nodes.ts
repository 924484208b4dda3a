import { sql } from 'drizzle-orm'
import { ledgerEntry, ledgerNode } from '#drizzle/schema/ledger.ts'
import type { Queryable } from '#server/db/client.ts'
import type { GetNode, NodeRef } from '#server/kernel/ledger/merkle.ts'

const keyOf = (node: NodeRef): string => `${node.level}/${node.index}`

/** Reads the named subtrees in two queries and hands them out by place. */
export async function fetchNodes(db: Queryable, nodes: NodeRef[]): Promise<GetNode> {
  const hashes = new Map<string, Uint8Array>()
  const leaves = nodes.filter((node) => node.level === 0).map((node) => node.index)
  const inner = nodes.filter((node) => node.level > 0)
  if (leaves.length > 0) {
    const rows = await db
      .select()
      .from(ledgerEntry)
      .where(sql`${ledgerEntry.leafIndex} = any(${sql.param(leaves)}::bigint[])`)
    for (const row of rows) hashes.set(keyOf({ level: 0, index: row.leafIndex }), row.leafHash)
  }
  if (inner.length > 0) {
    const rows = await db
      .select()
      .from(ledgerNode)
      .where(
        sql`(${ledgerNode.level}, ${ledgerNode.index}) in (select * from unnest(${sql.param(inner.map((node) => node.level))}::int[], ${sql.param(inner.map((node) => node.index))}::bigint[]))`,
      )
    for (const row of rows) hashes.set(keyOf(row), row.hash)
  }
  return (node) => {
    const hash = hashes.get(keyOf(node))
    if (!hash) throw new Error(`the ledger lacks node ${keyOf(node)}`)
    return hash
  }
}
