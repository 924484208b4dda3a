'use client'

import { fieldProblem, type Failure } from '../../trpc/problem.ts'
import { Field } from '../../ui/field.tsx'
import { Input, Textarea } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import type { ReactNode } from 'react'
import type { VersionDraft } from './version-draft.ts'

interface OriginPartProps {
  readonly draft: VersionDraft
  readonly onChange: (changes: Partial<VersionDraft>) => void
  readonly failure: Failure | null
  /** What the form ends with: what went wrong, and its button. */
  readonly children: ReactNode
}

/** What changed, and where the file came from. */
export function OriginPart({ draft, onChange, failure, children }: OriginPartProps) {
  return (
    <Section id="origin" title="4 Origin" lead="For whoever reads it in a year.">
      <div className="stack-form">
        <Field label="What changed" optional error={fieldProblem(failure, 'description')}>
          <Textarea value={draft.description} onChange={(event) => onChange({ description: event.target.value })} rows={3} />
        </Field>
        <div className="fields">
          <Field label="Source run" optional error={fieldProblem(failure, 'sourceRun')}>
            <Input value={draft.sourceRun} onChange={(event) => onChange({ sourceRun: event.target.value })} />
          </Field>
          <Field label="Commit" optional error={fieldProblem(failure, 'sourceCommit')}>
            <Input value={draft.sourceCommit} onChange={(event) => onChange({ sourceCommit: event.target.value })} mono />
          </Field>
        </div>
        {children}
      </div>
    </Section>
  )
}
