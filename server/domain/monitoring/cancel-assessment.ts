import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { assessment } from '#drizzle/schema/governance.ts'
import { uuid } from '#server/contracts/common.ts'
import { assessmentView as assessmentContract } from '#server/contracts/governance.ts'
import { defineCommand, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionSubject } from '#server/domain/registry/index.ts'
import { assessmentById, assessmentSubject, assessmentViewById } from './internal.ts'

/** Ends an assessment that waits or runs; its worker stops within seconds, and what was measured before stays. */
export const cancelAssessment = defineCommand({
  name: 'cancel-assessment',
  summary: 'Cancel an assessment; evidence that it has made already is kept',
  permission: 'assessment:run',
  input: z.object({ assessment: uuid }),
  output: assessmentContract,
  rest: { method: 'POST', path: '/assessments/{assessment}/cancel' },
  team: async (db, input) => (await assessmentById(db, input.assessment)).model.teamId,
  audit: ({ output }) => ({ subject: assessmentSubject(output.id), under: [versionSubject(output), modelSubject(output.model)] }),
  async run({ tx, input, now, actor }) {
    const problem = {
      code: 'cancelled',
      title: 'The assessment was cancelled',
      detail: `${actor.name} cancelled it before all kinds were measured.`,
      fix: 'Assess the version again.',
    }
    const ended = await tx
      .update(assessment)
      .set({ status: 'failed', problem, finishedAt: now })
      .where(and(eq(assessment.id, input.assessment), inArray(assessment.status, ['pending', 'processing'])))
      .returning({ id: assessment.id })
    if (ended.length === 0) refuse('conflict', `The assessment has ended already: it ${(await assessmentById(tx, input.assessment)).assessment.status}.`)
    return assessmentViewById(tx, input.assessment)
  },
})
