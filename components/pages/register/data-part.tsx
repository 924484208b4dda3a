'use client'

import { useQuery } from '@tanstack/react-query'
import type { DatasetView } from '#server/contracts/datasets.ts'
import type { VersionView } from '#server/contracts/registry.ts'
import { fieldProblem, type Failure } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Banner } from '../../ui/banner.tsx'
import { Field } from '../../ui/field.tsx'
import { Select, Textarea } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import { FeatureMapping } from './feature-mapping.tsx'
import type { FileReading } from './read-here.ts'
import { readNames } from './read-form.ts'
import { SNAPSHOTS_READ } from './shown.ts'
import { TrainingTable } from './training-table.tsx'
import type { VersionDraft } from './version-draft.ts'

interface DataPartProps {
  readonly draft: VersionDraft
  readonly onChange: (changes: Partial<VersionDraft>) => void
  readonly datasets: readonly DatasetView[]
  readonly reading: FileReading | null
  readonly previous: VersionView | null
  readonly failure: Failure | null
}

/** Which rows it is measured on, which feature is fed to which of its inputs, and what it was trained on. */
export function DataPart({ draft, onChange, datasets, reading, previous, failure }: DataPartProps) {
  const trpc = useTRPC()
  const { data: snapshots } = useQuery({
    ...trpc.datasets.listSnapshots.queryOptions({ dataset: draft.dataset, limit: SNAPSHOTS_READ }),
    enabled: draft.dataset !== '',
  })
  const features = readNames(draft.features)
  const readable = reading && 'signature' in reading ? reading : null
  const misfit = features.length > 0 ? readable?.misfit({ features }) : null
  const choose = (name: string) => {
    const schema = datasets.find((one) => one.name === name)?.schema
    onChange({ dataset: name, trainingSnapshot: '', ...(schema ? { features: schema.features.join(', ') } : {}) })
  }
  return (
    <Section id="data" title="2 Data" lead="Without dataset and features a version is registered, but nothing can be measured.">
      <div className="stack-form">
        <Field label="Dataset" error={fieldProblem(failure, 'dataset')}>
          <Select
            value={draft.dataset}
            onChange={(event) => choose(event.target.value)}
            options={datasets.map((one) => ({ value: one.name }))}
            placeholder="Choose a dataset"
          />
        </Field>
        <Field label="Features" hint="In the order of the model's input, separated by commas." error={fieldProblem(failure, 'features')}>
          <Textarea value={draft.features} onChange={(event) => onChange({ features: event.target.value })} rows={4} mono />
        </Field>
        {misfit ? (
          <Banner state="inconclusive" title={`Intake will refuse this. ${misfit.title}`}>
            {misfit.detail} {misfit.fix}
          </Banner>
        ) : null}
      </div>
      {readable ? <FeatureMapping signature={readable.signature} features={features} /> : null}
      {draft.dataset === '' ? null : (
        <TrainingTable
          dataset={draft.dataset}
          snapshots={snapshots?.items ?? null}
          chosen={draft.trainingSnapshot}
          onChoose={(trainingSnapshot) => onChange({ trainingSnapshot })}
          previous={previous}
          error={fieldProblem(failure, 'trainingSnapshot')}
        />
      )}
    </Section>
  )
}
