'use client'

import { useState } from 'react'
import type { ExplanationDetail } from '#server/kernel/explain/explanation-result.ts'
import { Columns } from '../../ui/columns.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/input.tsx'
import { plural } from '../../ui/format.ts'
import { Note, Section, Subhead } from '../../ui/section.tsx'
import { DependenceFigure } from './dependence-figure.tsx'
import { PartialDependenceFigure } from './partial-dependence-figure.tsx'

/** How one of the strongest features acts: its contributions by its value, and the output were it set to each. */
export function FeatureEffects({ dependence = [], partialDependence = [] }: Pick<ExplanationDetail, 'dependence' | 'partialDependence'>) {
  const names = [...new Set([...dependence, ...partialDependence].map(({ feature }) => feature))]
  const [chosen, setChosen] = useState(names[0])
  const own = dependence.find((one) => one.feature === chosen)
  const partial = partialDependence.find((one) => one.feature === chosen)
  if (names.length === 0) return null
  return (
    <Section title="How a feature acts" lead="Left: what it contributed in the rows explained. Right: the model asked again with the feature alone changed.">
      <div style={{ maxWidth: '18rem' }}>
        <Field label="Feature that acts">
          <Select value={chosen} onChange={(event) => setChosen(event.target.value)} options={names} />
        </Field>
      </div>
      <div className="mt4" />
      <Columns layout="even">
        <div>
          <Subhead>Contribution by value</Subhead>
          {own ? <DependenceFigure dependence={own} /> : <p className="note">Kept for the strongest features only.</p>}
          {own?.leftOut ? <Note>{plural(own.leftOut, 'row')} left out: of values too rare to show, or that would give such a value away.</Note> : null}
        </div>
        <div>
          <Subhead>Output by value</Subhead>
          {partial ? <PartialDependenceFigure partial={partial} /> : <p className="note">Asked for the strongest features only.</p>}
        </div>
      </Columns>
    </Section>
  )
}
