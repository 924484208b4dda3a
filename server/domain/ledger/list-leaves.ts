import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { auditEvent, ledgerEntry } from '#drizzle/schema/ledger.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { toBase64 } from '#server/kernel/ledger/checkpoint.ts'

/** The hashed bytes of every entry in order, so that anybody can compute the root of the whole log again. */
export const listLeaves = defineQuery({
  name: 'list-leaves',
  summary: 'The hashed bytes of the entries of the ledger, in order',
  permission: 'read',
  input: pageQuery,
  output: page(z.object({ leafIndex: z.number().int(), leaf: z.string() })),
  rest: { method: 'GET', path: '/ledger/leaves' },
  async run({ db, input }) {
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select({ leafIndex: ledgerEntry.leafIndex, leaf: auditEvent.leaf })
      .from(ledgerEntry)
      .innerJoin(auditEvent, eq(auditEvent.id, ledgerEntry.eventId))
      .where(and(after ? gt(ledgerEntry.leafIndex, Number(after[0])) : undefined))
      .orderBy(asc(ledgerEntry.leafIndex))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [String(row.leafIndex)],
      ({ leafIndex, leaf }) => ({ leafIndex, leaf: toBase64(leaf) }),
    )
  },
})
