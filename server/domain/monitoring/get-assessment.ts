import { z } from 'zod'
import { uuid } from '#server/contracts/common.ts'
import { assessmentView as assessmentContract } from '#server/contracts/governance.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { assessmentViewById } from './internal.ts'

export const getAssessment = defineQuery({
  name: 'get-assessment',
  summary: 'One assessment with progress and the evidence it made',
  permission: 'read',
  input: z.object({ assessment: uuid }),
  output: assessmentContract,
  rest: { method: 'GET', path: '/assessments/{assessment}' },
  run: ({ db, input }) => assessmentViewById(db, input.assessment),
})
