'use client'

import type { ReactNode } from 'react'
import type { ColumnFigures, QualityColumn } from '#server/kernel/quality/quality-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { HistogramPair } from '../../charts/histogram-pair.tsx'
import { Columns } from '../../ui/columns.tsx'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'
import { Subhead } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { figureWords } from './quality-words.ts'

type Sides = QualityColumn & { readonly reference: ColumnFigures & { readonly type: string } }

const QUANTILES = { p01: '1 %', p05: '5 %', p25: '25 %', p50: 'Median', p75: '75 %', p95: '95 %', p99: '99 %' } as const

interface FigureRow {
  readonly name: string
  readonly here: string | null
  readonly there: string | null
}

function rowsOf(column: QualityColumn): FigureRow[] {
  const { type, reference } = column
  const number = (name: string, read: (figures: ColumnFigures) => number | undefined): FigureRow => ({
    name,
    here: figureWords(type, read(column)),
    there: reference ? figureWords(reference.type, read(reference)) : null,
  })
  const count = (name: string, read: (figures: ColumnFigures) => number | undefined): FigureRow => ({
    name,
    here: read(column) === undefined ? null : formatCount(read(column)),
    there: reference && read(reference) !== undefined ? formatCount(read(reference)) : null,
  })
  const plain = (name: string, read: (figures: ColumnFigures) => number | undefined): FigureRow => ({
    name,
    here: read(column) === undefined ? null : formatMetric(read(column)),
    there: reference && read(reference) !== undefined ? formatMetric(read(reference)) : null,
  })
  const rows = [
    count('Rows', (figures) => figures.rows),
    count('Missing', (figures) => figures.missing),
    count('Infinite', (figures) => figures.infinite),
    count('Distinct', (figures) => figures.distinct),
    number('Smallest', (figures) => figures.min),
    ...Object.entries(QUANTILES).map(([key, name]) => number(name, (figures) => figures.quantiles?.[key as keyof typeof QUANTILES])),
    number('Largest', (figures) => figures.max),
    number('Mean', (figures) => figures.mean),
    plain('Standard deviation', (figures) => figures.standardDeviation),
    plain('Skewness', (figures) => figures.skewness),
    plain('Excess kurtosis', (figures) => figures.kurtosis),
    count('Shortest text', (figures) => figures.length?.shortest),
    count('Longest text', (figures) => figures.length?.longest),
  ]
  return rows.filter((row) => row.here !== null || row.there !== null)
}

/** One column: its distribution on the reference's bins or its values, and every figure of both sides. */
export function QualityColumnPart({ column }: { readonly column: QualityColumn }) {
  const sides = column.reference ? (column as Sides) : null
  return (
    <Columns layout="even">
      <div>{sides?.histogram && sides.reference.histogram ? <ColumnHistogram column={sides} /> : <TopValues column={column} />}</div>
      <div>
        <Subhead>Figures of {column.name}</Subhead>
        <Table
          caption={`Figures of ${column.name}`}
          compact
          rows={rowsOf(column)}
          rowKey={(row) => row.name}
          columns={[
            { header: 'Figure', cell: (row) => row.name },
            { header: 'Evaluated', kind: 'number', cell: (row) => row.here ?? <Missing /> },
            { header: 'Reference', kind: 'number', cell: (row) => row.there ?? <Missing /> },
          ]}
        />
      </div>
    </Columns>
  )
}

const Missing = (): ReactNode => <span className="num-miss">–</span>

function ColumnHistogram({ column }: { readonly column: Sides }) {
  const [here, there] = [column.histogram, column.reference.histogram]
  if (!here || !there) return null
  const { edges } = there
  const ends = ['below', ...there.counts.map((_, i) => `${figureWords(column.type, edges[i])} to ${figureWords(column.type, edges[i + 1])}`), 'above']
  const counts = (one: typeof here) => [one.below, ...one.counts, one.above]
  const outside = here.below + here.above
  const share = (all: readonly number[], i: number) => (all[i] ?? 0) / (all.reduce((a, b) => a + b, 0) || 1)
  return (
    <Figure
      caption={`${column.name} on the reference’s bins${outside > 0 ? `; ${formatCount(outside)} evaluated values lie outside them` : ''}.`}
      csvName={`quality-${column.name}`}
      twin={{
        caption: `Distribution of ${column.name}`,
        columns: [
          { label: 'From, to' },
          { label: 'Reference', kind: 'number' },
          { label: 'Evaluated', kind: 'number' },
          { label: 'Evaluated, share', kind: 'number' },
        ],
        rows: ends.map((name, i) => [name, formatCount(counts(there)[i]), formatCount(counts(here)[i]), formatPercent(share(counts(here), i))]),
        csv: ends.map((name, i) => [name, counts(there)[i] ?? 0, counts(here)[i] ?? 0, share(counts(here), i)]),
      }}
    >
      <HistogramPair
        label={`Distribution of ${column.name}`}
        edges={edges}
        format={column.type === 'date' || column.type === 'timestamp' ? { as: 'date' } : { as: 'metric' }}
        reference={{ label: 'Reference', n: column.reference.rows - column.reference.missing, counts: there.counts }}
        current={{ label: 'Evaluated', n: column.rows - column.missing, counts: here.counts }}
        height={240}
      />
    </Figure>
  )
}

function TopValues({ column }: { readonly column: QualityColumn }) {
  const before = new Map(column.reference?.top?.map(({ value, count }) => [value, count]))
  const names = [...new Set([...(column.top ?? []), ...(column.reference?.top ?? [])].map(({ value }) => value))]
  if (names.length === 0) return <p className="note">No distribution was kept of this column.</p>
  const here = new Map(column.top?.map(({ value, count }) => [value, count]))
  return (
    <>
      <Subhead>Most frequent values</Subhead>
      <Table
        caption={`Most frequent values of ${column.name}`}
        compact
        rows={names}
        rowKey={(name) => name}
        columns={[
          { header: 'Value', cell: (name) => name },
          {
            header: 'Evaluated',
            kind: 'number',
            cell: (name) => (here.has(name) ? formatCount(here.get(name)) : <span className="muted">not among its first</span>),
          },
          {
            header: 'Reference',
            kind: 'number',
            cell: (name) => (before.has(name) ? formatCount(before.get(name)) : <span className="muted">not among its first</span>),
          },
        ]}
      />
    </>
  )
}
