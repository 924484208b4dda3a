'use client'

import Link from 'next/link'
import { useState } from 'react'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { decimalsOf, formatCount, formatInterval, formatMetric, formatSigned, plural } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import type { Column } from '../../ui/table.tsx'
import { isEssential, measureTitle, worseFirst } from './measure-words.ts'
import type { ComparedMeasure } from './measure-words.ts'
import { listOf } from './request-words.ts'

const MOST_DECIMALS = 4

const placesOf = ({ before, after }: ComparedMeasure): number => Math.min(MOST_DECIMALS, decimalsOf((after ?? before)?.value ?? 0))
const number = (row: ComparedMeasure, side: 'before' | 'after') => formatMetric(row[side]?.value, placesOf(row))
const interval = (row: ComparedMeasure, side: 'before' | 'after') => formatInterval(row[side]?.lower, row[side]?.upper, placesOf(row))
const difference = (row: ComparedMeasure) => (row.before && row.after ? formatSigned(row.after.value - row.before.value, placesOf(row)) : '–')

function Reading({ row }: { readonly row: ComparedMeasure }) {
  if (row.reading === 'better') return <span className="strong">Better</span>
  if (row.reading === 'worse') return <span className="strong">Worse</span>
  if (row.reading === 'unclear') return <span className="muted">Intervals overlap</span>
  return <span className="muted">{row.after ? 'Not measured before' : 'Not measured now'}</span>
}

const columnsOf = (candidate: string, live: string | null): Column<ComparedMeasure>[] => [
  { header: 'Measure', cell: measureTitle },
  ...(live === null
    ? []
    : ([
        { header: `v${live} live`, cell: (row) => number(row, 'before'), kind: 'number' },
        { header: '95 % interval', cell: (row) => interval(row, 'before'), kind: 'interval' },
      ] satisfies Column<ComparedMeasure>[])),
  { header: `v${candidate}`, cell: (row) => number(row, 'after'), kind: 'number' },
  { header: '95 % interval', cell: (row) => interval(row, 'after'), kind: 'interval' },
  ...(live === null
    ? []
    : ([
        { header: 'Difference', cell: difference, kind: 'number' },
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

/** What else the subject changes: features, data set, threshold. */
function restInWords({ features, dataset, threshold, live }: RequestComparison): string {
  const count = plural(features.count, 'feature')
  const changed = [
    ...(features.added.length > 0 ? [`new: ${listOf(features.added.slice(0, 8))}${features.added.length > 8 ? ' …' : ''}`] : []),
    ...(features.removed.length > 0 ? [`gone: ${listOf(features.removed.slice(0, 8))}${features.removed.length > 8 ? ' …' : ''}`] : []),
  ]
  const same = (before: unknown, after: unknown) => live !== null && before === after
  return [
    `${count}${live === null ? '' : changed.length > 0 ? ` (${changed.join('; ')})` : ' as before'}`,
    dataset.after === null
      ? 'no data set'
      : `data set ${dataset.after}${same(dataset.before, dataset.after) ? ' as before' : live && dataset.before ? `, before it was ${dataset.before}` : ''}`,
    threshold.after === null
      ? 'no decision threshold'
      : `decided positive from ${threshold.after}${same(threshold.before, threshold.after) ? ' as before' : live && threshold.before !== null ? `, before it was from ${threshold.before}` : ''}`,
  ].join('; ')
}

/** The frozen measures of the candidate beside those of the live version. */
export function WhatChanges({ comparison, model, candidate }: { readonly comparison: RequestComparison; readonly model: string; readonly candidate: string }) {
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
      <Note>
        Everything else in the subject: {restInWords(comparison)}.{' '}
        {live ? (
          <>
            <Link href={`/deployments/${live.deploymentId}`}>The live deployment</Link>,{' '}
            <Link href={`/models/${model}/versions/${live.version}`}>v{live.version}</Link>
          </>
        ) : null}
      </Note>
    </Section>
  )
}
