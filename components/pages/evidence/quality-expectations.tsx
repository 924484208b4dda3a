'use client'

import type { ExpectationResult } from '#server/kernel/quality/expectation.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { State } from '../../ui/state.tsx'
import { exampleWords, expectationWords, problemWords } from './quality-words.ts'

const heldWord = ({ held, problem }: ExpectationResult) => (held ? 'Holds' : problem ? 'Not measured' : 'Fails')

const columnsOf = (types: ReadonlyMap<string, string>): readonly DataColumn<ExpectationResult>[] => [
  { id: 'column', header: 'Column', value: (row) => row.expectation.column },
  { id: 'expected', header: 'Expected', value: (row) => expectationWords(row, types.get(row.expectation.column)), sort: false },
  {
    id: 'held',
    header: 'Result',
    value: heldWord,
    cell: (row) => <State state={row.held ? 'pass' : row.problem ? 'not-measured' : 'fail'}>{heldWord(row)}</State>,
    order: (row) => (row.held ? 2 : row.problem ? 1 : 0) * 10 - row.share,
    filter: true,
    nowrap: true,
  },
  { id: 'rows', header: 'Rows against', value: (row) => row.count, cell: (row) => formatCount(row.count), kind: 'number' },
  { id: 'share', header: 'Share', value: (row) => row.share, cell: (row) => formatPercent(row.share), kind: 'number' },
  {
    id: 'examples',
    header: 'For example rows',
    value: (row) => (row.problem ? problemWords(row.problem) : exampleWords(row.examples)),
    cell: (row) => (row.problem ? problemWords(row.problem) : (exampleWords(row.examples) ?? <span className="num-miss">–</span>)),
    sort: false,
  },
  { id: 'source', header: 'From', value: (row) => (row.source === 'declared' ? 'the data set' : 'the reference'), filter: true },
]

interface QualityExpectationsProps {
  readonly expectations: readonly ExpectationResult[]
  /** Of each column, for its unit. */
  readonly types: ReadonlyMap<string, string>
}

/** What was expected of each column, those that fail first. */
export function QualityExpectations({ expectations, types }: QualityExpectationsProps) {
  return (
    <DataTable
      caption="Expectations"
      noun={['expectation', 'expectations']}
      columns={columnsOf(types)}
      rows={expectations}
      rowKey={(row) => `${row.source}:${row.expectation.column}:${row.expectation.kind}`}
      defaultSort="held"
      urlKey="e"
      csvName="expectations"
      compact
      empty={<Empty title="Nothing was expected">The reference is too small to infer what further rows should be like.</Empty>}
    />
  )
}
