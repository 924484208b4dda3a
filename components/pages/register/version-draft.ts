import type { Decision, VersionView } from '#server/contracts/registry.ts'
import { readDecision, readNames } from './read-form.ts'

/** The fields of the form as they are typed. */
export interface VersionDraft {
  readonly dataset: string
  readonly features: string
  readonly trainingSnapshot: string
  readonly output: string
  readonly class: string
  readonly threshold: string
  readonly description: string
  readonly sourceRun: string
  readonly sourceCommit: string
}

const EMPTY: VersionDraft = {
  dataset: '',
  features: '',
  trainingSnapshot: '',
  output: '',
  class: '',
  threshold: '',
  description: '',
  sourceRun: '',
  sourceCommit: '',
}

const written = (value: number | undefined): string => (value === undefined ? '' : String(value))

/** A decision as the form writes it; empty fields for none. */
export const decisionFields = (decision: Decision | null): Pick<VersionDraft, 'output' | 'class' | 'threshold'> => ({
  output: decision?.output ?? '',
  class: written(decision?.class),
  threshold: written(decision?.threshold),
})

/** What the form begins with: the data and the decision of the version before, none of its own story. Pure. */
export const draftAfter = (previous: VersionView | null): VersionDraft =>
  previous ? { ...EMPTY, dataset: previous.dataset ?? '', features: previous.features.join(', '), ...decisionFields(previous.decision) } : EMPTY

const OPTIONAL = ['dataset', 'trainingSnapshot', 'description', 'sourceRun', 'sourceCommit'] as const

/** What is registered; fields left empty are left out. Pure. */
export function declarationOf(draft: VersionDraft) {
  const decision = readDecision({ output: draft.output.trim(), class: draft.class.trim(), threshold: draft.threshold.trim() })
  const optional: Partial<Record<(typeof OPTIONAL)[number], string>> = {}
  for (const name of OPTIONAL) if (draft[name].trim() !== '') optional[name] = draft[name].trim()
  return { features: readNames(draft.features), ...(decision ? { decision } : {}), ...optional }
}
