import { z } from 'zod'
import { freeText } from './common.ts'

export const NARRATIVE_SECTIONS = ['intendedUse', 'outOfScopeUse', 'limitations', 'ethicalConsiderations', 'humanOversight'] as const
export type NarrativeSection = (typeof NARRATIVE_SECTIONS)[number]

const section = freeText(50_000).optional()
export const cardNarrative = z.object({
  intendedUse: section,
  outOfScopeUse: section,
  limitations: section,
  ethicalConsiderations: section,
  humanOversight: section,
})
export type CardNarrative = z.infer<typeof cardNarrative>
