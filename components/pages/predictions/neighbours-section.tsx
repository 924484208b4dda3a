'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { formatInstant } from '../../ui/format-time.ts'
import { formatMetric, plural, shortId } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { valueWords } from './prediction-values.ts'

type Neighbour = Outputs['explain']['listNeighbours']['items'][number]

const hrefOf = ({ predictionId, row }: Neighbour) => `/predictions/${predictionId}${row > 0 ? `?row=${row}` : ''}`
const decidedWords = ({ positive }: Neighbour) => (positive === null ? <span className="num-miss">–</span> : positive ? 'Positive' : 'Negative')

/** How the rows that are most like this one were decided. */
function sentenceOf(items: readonly Neighbour[], positive: boolean | null): string {
  const decided = items.filter((item) => item.positive !== null)
  if (positive === null || decided.length === 0) return ''
  const alike = decided.filter((item) => item.positive === positive).length
  return alike === decided.length ? 'All were decided as this one.' : `${alike} of ${decided.length} were decided as this one.`
}

const columns = [
  { header: 'Prediction', nowrap: true, cell: (item: Neighbour) => <Link href={hrefOf(item)}>{item.entityId ?? shortId(item.predictionId)}</Link> },
  { header: 'Decided', nowrap: true, cell: (item: Neighbour) => <Time at={item.eventTime} /> },
  { header: 'Outcome', cell: decidedWords },
  { header: 'Score', kind: 'number', cell: (item: Neighbour) => formatMetric(item.score, 3) },
  { header: 'Apart', kind: 'number', cell: (item: Neighbour) => formatMetric(item.distance, 3) },
  {
    header: 'Differs most in',
    cell: ({ differsMost }: Neighbour) => (differsMost ? `${differsMost.feature}: ${valueWords(differsMost.value)}` : 'nothing'),
  },
] as const

/** The recorded rows that are most like this one, with what was decided about them. */
export function NeighboursSection({ prediction, row, positive }: { readonly prediction: string; readonly row: number; readonly positive: boolean | null }) {
  const trpc = useTRPC()
  const { data, error } = useQuery({ ...trpc.explain.listNeighbours.queryOptions({ prediction, row }), staleTime: 'static', retry: false })
  if (error && !data) {
    return (
      <Section title="Most alike">
        <p>
          <State state="not-measured">Not compared.</State> {failureOf(error).message}
        </p>
      </Section>
    )
  }
  if (!data) {
    return (
      <Section title="Most alike" lead="The newest predictions of this version are being compared.">
        <div role="status" aria-label="The newest predictions are being compared" className="min-h-72">
          <Skeleton width="min(32rem, 100%)" />
        </div>
      </Section>
    )
  }
  if (data.items.length === 0) {
    return (
      <Section title="Most alike">
        <p className="muted">This version has predicted no other row.</p>
      </Section>
    )
  }
  const since = data.since ? `, back to ${formatInstant(data.since)}` : ''
  return (
    <Section title="Most alike" lead={`Among the newest ${plural(data.rows, 'row')} of this version${since}. ${sentenceOf(data.items, positive)}`}>
      <Table caption="Rows most alike" compact scroll rows={data.items} rowKey={(item) => `${item.predictionId} ${item.row}`} columns={columns} />
      <Note>Apart: the mean difference of all features, each in distances between the quartiles of the reference; two different texts are 1 apart.</Note>
    </Section>
  )
}
