import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { evidence } from '#drizzle/schema/governance.ts'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import { uuid } from '#server/contracts/common.ts'
import { evidenceView as evidenceContract } from '#server/contracts/evidence.ts'
import { defineQuery, found } from '#server/domain/kit/index.ts'
import { versionById } from '#server/domain/registry/index.ts'
import { evidenceView } from './internal.ts'

export const getEvidence = defineQuery({
  name: 'get-evidence',
  summary: 'One piece of evidence with inputs, parameters and result',
  permission: 'read',
  input: z.object({ evidence: uuid }),
  output: evidenceContract,
  rest: { method: 'GET', path: '/evidence/{evidence}' },
  async run({ db, input }) {
    const [row] = await db
      .select({ evidence, window: monitoringWindow })
      .from(evidence)
      .leftJoin(monitoringWindow, eq(monitoringWindow.id, evidence.windowId))
      .where(eq(evidence.id, input.evidence))
    const held = found(row, 'such evidence')
    const { version, model } = await versionById(db, held.evidence.versionId)
    return evidenceView(held.evidence, { model: model.name, number: version.number }, held.window)
  },
})
