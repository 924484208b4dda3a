'use client'

import type { VersionView } from '#server/contracts/registry.ts'
import { fieldProblem, type Failure } from '../../trpc/problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import type { FileReading } from './read-here.ts'
import { readDecision } from './read-form.ts'
import { outputWords } from './tensor-words.ts'
import { ThresholdConsequences } from './threshold-consequences.tsx'
import type { VersionDraft } from './version-draft.ts'

interface DecisionPartProps {
  readonly draft: VersionDraft
  readonly onChange: (changes: Partial<VersionDraft>) => void
  readonly reading: FileReading | null
  readonly previous: VersionView | null
  readonly failure: Failure | null
}

/** Which output is the score, and from which score on a row is decided positive; with what the version before shows of that. */
export function DecisionPart({ draft, onChange, reading, previous, failure }: DecisionPartProps) {
  const readable = reading && 'signature' in reading ? reading : null
  const named = readable?.signature.outputs.find((output) => output.name === draft.output)
  const decision = readDecision({ output: draft.output, class: draft.class, threshold: draft.threshold })
  const misfit = decision ? readable?.misfit({ features: [], decision }) : null
  const held = previous?.decision?.threshold
  const outputs = readable?.signature.outputs.map((output) => output.name) ?? []
  return (
    <Section id="decision" title="3 Decision" lead="From which score on is a row decided positive?">
      <div className="fields" style={{ maxWidth: '48rem' }}>
        <Field
          label="Output"
          hint={
            named
              ? `Holds the score: ${outputWords(named)}.`
              : outputs.length > 0
                ? `Holds the score: ${outputs.join(' or ')}.`
                : 'The output that holds the score.'
          }
          error={fieldProblem(failure, 'decision.output')}
          optional
        >
          <Input
            value={draft.output}
            onChange={(event) => onChange({ output: event.target.value })}
            list="outputs-of-file"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <datalist id="outputs-of-file">
          {outputs.map((output) => (
            <option key={output} value={output} />
          ))}
        </datalist>
        <Field label="Class column" hint="Its column, from 0, when there are several." error={fieldProblem(failure, 'decision.class')} optional>
          <Input value={draft.class} onChange={(event) => onChange({ class: event.target.value })} type="number" min={0} step={1} />
        </Field>
        <Field
          label="Threshold"
          hint={
            held === undefined ? 'Changing it later is a new version.' : `Version ${previous?.version} declares ${held}. Changing it later is a new version.`
          }
          error={fieldProblem(failure, 'decision.threshold')}
          optional
        >
          <Input value={draft.threshold} onChange={(event) => onChange({ threshold: event.target.value })} type="number" step="any" />
        </Field>
      </div>
      {misfit ? (
        <div className="mt4">
          <Banner state="inconclusive" title={`Intake will refuse this. ${misfit.title}`}>
            {misfit.detail} {misfit.fix}
          </Banner>
        </div>
      ) : null}
      {previous ? <ThresholdConsequences of={previous} threshold={decision?.threshold ?? null} /> : null}
    </Section>
  )
}
