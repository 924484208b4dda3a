'use client'

import type { ReactNode } from 'react'
import type { Outputs } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn, TablePager } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatDuration, shortId } from '../../ui/format.ts'
import { Time } from '../../ui/time.tsx'
import { outcomeWords, scoresWords } from './outcome-words.ts'

type Prediction = Outputs['serving']['listPredictions']['items'][number]

const ENTITIES_SHOWN = 2

function Entities({ prediction }: { readonly prediction: Prediction }) {
  const { entityIds } = prediction
  if (entityIds.length === 0) return <span className="num-miss">–</span>
  const rest = prediction.rows - Math.min(ENTITIES_SHOWN, entityIds.length)
  return (
    <>
      {entityIds.slice(0, ENTITIES_SHOWN).join(', ')}
      {rest > 0 ? <span className="muted"> and {formatCount(rest)} more</span> : null}
    </>
  )
}

function Outcome({ prediction }: { readonly prediction: Prediction }) {
  const words = outcomeWords(prediction)
  return words === null ? <span className="num-miss">–</span> : words
}

const columns: readonly DataColumn<Prediction>[] = [
  {
    id: 'id',
    header: 'Prediction',
    value: (prediction) => prediction.id,
    cell: (prediction) => <code title={prediction.id}>{shortId(prediction.id)}</code>,
    sort: false,
    nowrap: true,
  },
  {
    id: 'decided',
    header: 'Decided',
    value: (prediction) => prediction.eventTime,
    cell: (prediction) => <Time at={prediction.eventTime} />,
    sort: false,
    nowrap: true,
  },
  { id: 'model', header: 'Version', value: (prediction) => `${prediction.model} v${prediction.version}`, sort: false },
  {
    id: 'entity',
    header: 'About',
    value: (prediction) => prediction.entityIds.join(' '),
    cell: (prediction) => <Entities prediction={prediction} />,
    sort: false,
  },
  { id: 'outcome', header: 'Outcome', value: outcomeWords, cell: (prediction) => <Outcome prediction={prediction} />, sort: false },
  { id: 'score', header: 'Score', value: scoresWords, kind: 'number', sort: false, nowrap: true },
  { id: 'rows', header: 'Rows', value: (prediction) => prediction.rows, cell: (prediction) => formatCount(prediction.rows), kind: 'number', sort: false },
  {
    id: 'received',
    header: 'Received',
    value: (prediction) => prediction.receivedAt,
    cell: (prediction) => <Time at={prediction.receivedAt} />,
    sort: false,
    nowrap: true,
  },
  {
    id: 'latency',
    header: 'Latency',
    value: (prediction) => prediction.latencyMs,
    cell: (prediction) => formatDuration(prediction.latencyMs),
    kind: 'number',
    sort: false,
  },
  {
    id: 'provider',
    header: 'On',
    value: (prediction) => prediction.executionProvider,
    cell: (prediction) => prediction.executionProvider.toUpperCase(),
    sort: false,
    hidden: true,
  },
]

interface PredictionTableProps {
  readonly predictions: readonly Prediction[]
  readonly pager?: TablePager | undefined
  /** Where all of them can be downloaded. */
  readonly csvHref?: string
  /** What stands there when there is none. */
  readonly empty: string
  readonly children?: ReactNode
}

/** Recorded predictions, the newest first. */
export function PredictionTable({ predictions, pager, csvHref, empty, children }: PredictionTableProps) {
  return (
    <DataTable
      caption="Predictions"
      noun={['prediction', 'predictions']}
      columns={columns}
      rows={predictions}
      rowKey={(prediction) => prediction.id}
      rowHref={(prediction) => `/predictions/${prediction.id}`}
      plain={pager === undefined}
      {...(csvHref === undefined ? {} : { csvHref })}
      server={pager !== undefined}
      compact
      pager={pager}
      empty={<Empty title={empty}>{children ?? 'Each request that is answered is on record here before the answer leaves.'}</Empty>}
    />
  )
}
