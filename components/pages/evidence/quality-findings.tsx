'use client'

import type { QualityFinding } from '#server/kernel/quality/quality-result.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { State } from '../../ui/state.tsx'
import { exampleWords, worstFirst } from './quality-words.ts'

const severityWord = ({ severity }: QualityFinding) => (severity === 'blocking' ? 'Blocks' : 'Warning')

const columnsOf = (n: number): readonly DataColumn<QualityFinding>[] => [
  { id: 'column', header: 'Column', value: (row) => row.column ?? 'whole table', filter: true },
  {
    id: 'severity',
    header: 'Severity',
    value: severityWord,
    cell: (row) => <State state={row.severity === 'blocking' ? 'fail' : 'inconclusive'}>{severityWord(row)}</State>,
    order: (row) => (row.severity === 'blocking' ? 0 : 1) * 1e12 - row.count,
    filter: true,
    nowrap: true,
  },
  { id: 'detail', header: 'What is wrong', value: (row) => row.detail, width: '50%' },
  { id: 'rows', header: 'Rows', value: (row) => row.count, cell: (row) => formatCount(row.count), kind: 'number' },
  {
    id: 'share',
    header: 'Share',
    value: (row) => (n > 0 ? row.count / n : null),
    cell: (row) => (n > 0 ? formatPercent(row.count / n) : null),
    kind: 'number',
  },
  {
    id: 'examples',
    header: 'For example rows',
    value: (row) => exampleWords(row.examples),
    cell: (row) => exampleWords(row.examples) ?? <span className="num-miss">–</span>,
    sort: false,
  },
  { id: 'code', header: 'Code', value: (row) => row.code, filter: true, hidden: true },
]

/** What is wrong with the evaluated rows, worst first, each with rows to look up. */
export function QualityFindings({ findings, n }: { readonly findings: readonly QualityFinding[]; readonly n: number }) {
  return (
    <DataTable
      caption="Findings"
      noun={['finding', 'findings']}
      columns={columnsOf(n)}
      rows={worstFirst(findings)}
      rowKey={(row) => `${row.code}:${row.column ?? ''}:${row.detail}`}
      defaultSort="severity"
      urlKey="f"
      csvName="findings"
      plain={findings.length <= 1}
      empty={<Empty title="Measured, none found">Missing values, types, units, ranges, categories, spellings, duplicates and times were looked at.</Empty>}
    />
  )
}
