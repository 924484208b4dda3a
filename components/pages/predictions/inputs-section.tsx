'use client'

import { useQuery } from '@tanstack/react-query'
import { Strip } from '../../charts/marks.tsx'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { plural } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import type { NamedValue } from './prediction-values.ts'
import { valueWords } from './prediction-values.ts'
import { comparedSentence, isOdd, placeWords, READING_WORDS } from './reading-words.ts'
import type { ComparedFeature } from './reading-words.ts'
import { ValueTable } from './value-table.tsx'

const SHOWN = 200

function Value({ value }: { readonly value: unknown }) {
  const words = valueWords(value)
  return words === 'missing' ? <span className="muted">missing</span> : words
}

function Distribution({ feature }: { readonly feature: ComparedFeature }) {
  const { bins, position, below } = feature
  if (!bins || bins.length < 2) return null
  const where = below === null ? 'missing here' : `${placeWords(feature)} of the reference is below ${valueWords(feature.value)}`
  return <Strip label={`${feature.feature}: ${where}`} bins={bins} position={position} />
}

function ReadingMark({ feature }: { readonly feature: ComparedFeature }) {
  const words = READING_WORDS[feature.reading]
  return isOdd(feature.reading) ? <State state="drift">{words}</State> : words
}

interface InputsSectionProps {
  readonly prediction: string
  readonly row: number
  readonly values: readonly NamedValue[]
}

/** The inputs as they were received, each among the values of the reference; just as they were where there is none. */
export function InputsSection({ prediction, row, values }: InputsSectionProps) {
  const trpc = useTRPC()
  const { data, error } = useQuery({ ...trpc.explain.comparePrediction.queryOptions({ prediction, row }), retry: false })
  if (!data) {
    return (
      <Section title="Inputs" lead="As received. Other columns never reach the model.">
        <ValueTable caption={`Inputs of row ${row}`} noun="Feature" values={values} />
        {error ? <Note>Not held against a reference. {failureOf(error).message}</Note> : null}
      </Section>
    )
  }
  return (
    <Section title="Inputs" lead={comparedSentence(data)}>
      <Table
        caption={`Inputs of row ${row}`}
        compact
        scroll
        rows={data.features.slice(0, SHOWN)}
        rowKey={(feature) => feature.feature}
        columns={[
          { header: 'Feature', cell: (feature: ComparedFeature) => feature.feature },
          { header: 'Value', kind: 'number', cell: (feature) => <Value value={feature.value} /> },
          { header: 'Reference', cell: (feature) => <Distribution feature={feature} /> },
          { header: 'Median', kind: 'number', cell: (feature) => (feature.median === null ? <span className="num-miss">–</span> : valueWords(feature.median)) },
          { header: 'Below', kind: 'number', nowrap: true, cell: (feature) => placeWords(feature) ?? <span className="num-miss">–</span> },
          { header: 'Reading', nowrap: true, cell: (feature) => <ReadingMark feature={feature} /> },
        ]}
      />
      {data.features.length > SHOWN ? <Note>{plural(data.features.length - SHOWN, 'more input')} not shown; the record holds them all.</Note> : null}
      <Note>Shares are read from the profile of the reference, to within one of its twenty bins.</Note>
    </Section>
  )
}
