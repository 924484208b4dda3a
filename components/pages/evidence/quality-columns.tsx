'use client'

import type { ReactNode } from 'react'
import type { QualityColumn, QualityResult } from '#server/kernel/quality/quality-result.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { figureWords, topWords } from './quality-words.ts'

/** The figure of the evaluated rows over that of the reference. */
function Beside({ here, there }: { readonly here: ReactNode; readonly there: ReactNode }) {
  return (
    <>
      {here ?? <span className="num-miss">–</span>}
      <span className="sub2">{there ?? '–'}</span>
    </>
  )
}

type Figure = 'min' | 'mean' | 'median' | 'max' | 'standardDeviation'

const missingShare = (missing: number, rows: number | undefined) => (rows ? formatPercent(missing / rows) : formatCount(missing))

const figure = (id: Figure, header: string, hidden = false): DataColumn<QualityColumn> => ({
  id,
  header,
  value: (row) => row[id],
  cell: (row) => <Beside here={figureWords(row.type, row[id])} there={row.reference ? figureWords(row.reference.type, row.reference[id]) : null} />,
  kind: 'number',
  hidden,
})

const columnsOf = (n: number, found: ReadonlyMap<string, number>): readonly DataColumn<QualityColumn>[] => [
  { id: 'name', header: 'Column', value: (row) => row.name },
  {
    id: 'type',
    header: 'Type',
    value: (row) => row.type,
    cell: (row) => (row.reference && row.reference.type !== row.type ? `${row.type}, was ${row.reference.type}` : row.type),
    filter: true,
  },
  {
    id: 'findings',
    header: 'Findings',
    value: (row) => found.get(row.name) ?? 0,
    cell: (row) => formatCount(found.get(row.name) ?? 0),
    kind: 'number',
    sort: 'desc',
  },
  {
    id: 'missing',
    header: 'Missing',
    value: (row) => row.missing / (row.rows ?? (n || 1)),
    cell: (row) => (
      <Beside here={missingShare(row.missing, row.rows ?? n)} there={row.reference ? missingShare(row.reference.missing, row.reference.rows) : null} />
    ),
    kind: 'number',
  },
  {
    id: 'distinct',
    header: 'Distinct',
    value: (row) => row.distinct,
    cell: (row) => <Beside here={formatCount(row.distinct)} there={row.reference ? formatCount(row.reference.distinct) : null} />,
    kind: 'number',
  },
  figure('min', 'Smallest'),
  figure('median', 'Median'),
  figure('mean', 'Mean'),
  figure('max', 'Largest'),
  figure('standardDeviation', 'Standard deviation', true),
  {
    id: 'top',
    header: 'Most frequent',
    value: (row) => topWords(row),
    cell: (row) => <Beside here={topWords(row)} there={row.reference ? topWords(row.reference) : null} />,
    sort: false,
  },
]

interface QualityColumnsProps {
  readonly result: Pick<QualityResult, 'n' | 'columns' | 'findings'>
  readonly chosen: string | undefined
  readonly hrefOf: (column: string) => string
}

/** Each column as it is in the evaluated rows and, below, in the reference; columns with findings first. */
export function QualityColumns({ result, chosen, hrefOf }: QualityColumnsProps) {
  const found = new Map([...Map.groupBy(result.findings, (finding) => finding.column ?? '')].map(([column, findings]) => [column, findings.length]))
  return (
    <DataTable
      caption="Columns"
      noun={['column', 'columns']}
      columns={columnsOf(result.n, found)}
      rows={result.columns}
      rowKey={(row) => row.name}
      rowHref={(row) => hrefOf(row.name)}
      selectedKey={chosen ?? null}
      defaultSort="-findings"
      csvName="columns"
      compact
      search={result.columns.length > 10 ? 'Filter by name' : undefined}
      empty={<Empty title="No column was looked at">The version names no feature.</Empty>}
    />
  )
}
