'use client'

import { useState } from 'react'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import { IntervalPair } from '../../charts/interval-pair.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { decimalsOf, formatCount, formatInterval, formatMetric, formatSigned } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import type { Column } from '../../ui/table.tsx'
import { isEssential, measureTitle, worseFirst } from './measure-words.ts'
import type { ComparedMeasure } from './measure-words.ts'

const MOST_DECIMALS = 4

const placesOf = ({ before, after }: ComparedMeasure): number => Math.min(MOST_DECIMALS, decimalsOf((after ?? before)?.value ?? 0))
const difference = (row: ComparedMeasure) => (row.before && row.after ? formatSigned(row.after.value - row.before.value, placesOf(row)) : '–')

function Measured({ row, side }: { readonly row: ComparedMeasure; readonly side: 'before' | 'after' }) {
  const held = row[side]
  return (
    <>
      {formatMetric(held?.value, placesOf(row))}
      {held ? <span className="sub2 nw">{formatInterval(held.lower, held.upper, placesOf(row))}</span> : null}
    </>
  )
}

function Reading({ row }: { readonly row: ComparedMeasure }) {
  if (row.reading === 'better') return <span className="strong">Better</span>
  if (row.reading === 'worse') return <span className="strong c-warn">Worse</span>
  if (row.reading === 'unclear') return <span className="muted">Intervals overlap</span>
  return <span className="muted">{row.after ? 'Not measured before' : 'Not measured now'}</span>
}

const columnsOf = (candidate: string, live: string | null): Column<ComparedMeasure>[] => [
  { header: 'Measure', cell: measureTitle },
  ...(live === null
    ? []
    : ([{ header: `v${live} live`, cell: (row) => <Measured row={row} side="before" />, kind: 'number' }] satisfies Column<ComparedMeasure>[])),
  { header: `v${candidate}`, cell: (row) => <Measured row={row} side="after" />, kind: 'number' },
  ...(live === null
    ? []
    : ([
        { header: 'Difference', cell: difference, kind: 'number' },
        {
          header: '95 % intervals',
          cell: (row) => <IntervalPair before={row.before} after={row.after} worse={row.reading === 'worse'} />,
          nowrap: true,
        },
        { header: 'Reading', cell: (row) => <Reading row={row} />, nowrap: true },
      ] satisfies Column<ComparedMeasure>[])),
]

function rowsInWords({ rows, live }: RequestComparison, candidate: string): string {
  if (live === null)
    return rows.after === null ? '' : `Measured on ${formatCount(rows.after)} rows. Nothing serves this model here now, so there is nothing to compare with.`
  if (rows.same === true)
    return `v${candidate} against the live v${live.version}, on the same ${formatCount(rows.after)} rows. A difference counts where the intervals do not overlap.`
  if (rows.before === null || rows.after === null) return `v${candidate} against the live v${live.version}; one of them has no performance evidence.`
  return `v${candidate} on ${formatCount(rows.after)} rows against the live v${live.version} on ${formatCount(rows.before)} others: they were not asked the same, so read differences with care.`
}

/** The frozen measures of the candidate beside those of the live version. */
export function WhatChanges({ comparison, candidate }: { readonly comparison: RequestComparison; readonly candidate: string }) {
  const { live, measures } = comparison
  const [whole, setWhole] = useState(false)
  const essential = measures.filter(isEssential)
  return (
    <Section title={live ? 'What changes' : 'What was measured'} lead={rowsInWords(comparison, candidate)}>
      {measures.length === 0 ? (
        <Empty title="Nothing was measured before this was frozen">
          Performance and fairness come from an assessment on the page of the version. Evidence that comes later needs a new request.
        </Empty>
      ) : (
        <Table
          caption={live ? `v${candidate} against the live v${live.version}` : `Measures of v${candidate}`}
          columns={columnsOf(candidate, live?.version ?? null)}
          rows={worseFirst(whole ? measures : essential)}
          rowKey={(row) => `${row.kind}.${row.metric}.${row.attribute}`}
        />
      )}
      {essential.length < measures.length ? (
        <div className="mt3 print:hidden">
          <Button size="small" variant="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? 'Show the main measures' : `Show all ${measures.length} measures`}
          </Button>
        </div>
      ) : null}
    </Section>
  )
}
