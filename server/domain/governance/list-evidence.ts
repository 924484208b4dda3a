import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { evidence } from '#drizzle/schema/governance.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { EVIDENCE_KINDS, evidenceView as evidenceContract } from '#server/contracts/evidence.ts'
import { versionKey } from '#server/contracts/registry.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'
import { evidenceView } from './internal.ts'

export const listEvidence = defineQuery({
  name: 'list-evidence',
  summary: 'List the evidence about a version, newest first',
  permission: 'read',
  input: versionKey.extend(pageQuery.shape).extend({ kind: z.enum(EVIDENCE_KINDS).optional() }),
  output: page(evidenceContract),
  rest: { method: 'GET', path: '/models/{model}/versions/{version}/evidence' },
  async run({ db, input }) {
    const { version, model } = await versionByKey(db, input)
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select()
      .from(evidence)
      .where(
        and(eq(evidence.versionId, version.id), input.kind ? eq(evidence.kind, input.kind) : undefined, after ? lt(evidence.id, after[0] ?? '') : undefined),
      )
      .orderBy(desc(evidence.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.id],
      (row) => evidenceView(row, { model: model.name, number: version.number }),
    )
  },
})
