'use client'

import type { Cohorts } from '#server/kernel/explain/explanation-result.ts'
import { formatCount, formatMetric, formatSigned, plural } from '../../ui/format.ts'
import { Note, Section, Subhead } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'

const FIRST = 5

interface CohortRow {
  readonly group: string
  readonly n: number
  readonly place: number
  readonly feature: string
  readonly size: number
  readonly mean: number
}

const rowsOf = ({ groups }: Cohorts): CohortRow[] =>
  groups.flatMap(({ group, n, features }) =>
    features
      .slice(0, FIRST)
      .map((one, i) => ({ group, n, place: i + 1, feature: one.feature, size: one.meanAbsoluteContribution, mean: one.meanContribution })),
  )

/** What moves the score in parts of the rows: those decided positive or negative, and groups of people. */
export function CohortsPart({ cohorts }: { readonly cohorts: readonly Cohorts[] }) {
  const told = cohorts.filter((one) => one.groups.length > 0)
  if (told.length === 0) return null
  return (
    <Section title="Parts of the rows" lead={`The ${FIRST} features that count most in each.`}>
      {told.map((one) => (
        <div key={`${one.by}:${one.attribute}`}>
          <Subhead>{one.by === 'decision' ? 'By decision' : `By ${one.attribute}`}</Subhead>
          <Table
            caption={one.by === 'decision' ? 'What moves the score by decision' : `What moves the score by ${one.attribute}`}
            compact
            scroll
            rows={rowsOf(one)}
            rowKey={(row) => `${row.group}:${row.feature}`}
            columns={[
              { header: 'Group', cell: (row) => (row.place === 1 ? row.group : <span className="sr">{row.group}</span>) },
              { header: 'n', kind: 'number', cell: (row) => (row.place === 1 ? formatCount(row.n) : null) },
              { header: 'Feature', cell: (row) => row.feature },
              { header: 'Mean absolute', kind: 'number', cell: (row) => formatMetric(row.size) },
              { header: 'Mean, signed', kind: 'number', cell: (row) => formatSigned(row.mean) },
            ]}
          />
          {one.leftOut > 0 ? (
            <Note>{plural(one.leftOut, 'row')} left out: without a value, in a group too small to show, or in one that would give such a group away.</Note>
          ) : null}
        </div>
      ))}
    </Section>
  )
}
