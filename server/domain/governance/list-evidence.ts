import { and, desc, eq, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { evidence } from '#drizzle/schema/governance.ts'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import { page, pageQuery, uuid } from '#server/contracts/common.ts'
import { EVIDENCE_KINDS, evidenceView as evidenceContract } from '#server/contracts/evidence.ts'
import { versionKey } from '#server/contracts/registry.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'
import { evidenceView } from './internal.ts'

export const listEvidence = defineQuery({
  name: 'list-evidence',
  summary: 'List the evidence about a version, or about one window of its production, newest first',
  permission: 'read',
  input: versionKey.extend(pageQuery.shape).extend({ kind: z.enum(EVIDENCE_KINDS).optional(), window: uuid.optional() }),
  output: page(evidenceContract),
  rest: { method: 'GET', path: '/models/{model}/versions/{version}/evidence' },
  async run({ db, input }) {
    const { version, model } = await versionByKey(db, input)
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select({ evidence, window: monitoringWindow })
      .from(evidence)
      .leftJoin(monitoringWindow, eq(monitoringWindow.id, evidence.windowId))
      .where(
        and(
          eq(evidence.versionId, version.id),
          input.window ? eq(evidence.windowId, input.window) : isNull(evidence.windowId),
          input.kind ? eq(evidence.kind, input.kind) : undefined,
          after ? lt(evidence.id, after[0] ?? '') : undefined,
        ),
      )
      .orderBy(desc(evidence.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.evidence.id],
      (row) => evidenceView(row.evidence, { model: model.name, number: version.number }, row.window),
    )
  },
})
