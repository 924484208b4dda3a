'use client'

import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn, TablePager } from '../../ui/data-table-types.ts'
import { formatCount, formatInterval, formatMetric, formatPercent } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { states } from '../../ui/states.ts'
import { UNDEFINED_REASONS } from '#server/kernel/numbers/measure.ts'
import { fairnessOrder, fairnessState, type FairnessRow } from './fairness-rows.ts'
import { NothingToMeasure } from './nothing-to-measure.tsx'
import { evidenceColumn, versionColumns } from './version-cells.tsx'

const ratioOf = ({ measured }: FairnessRow) => (measured?.ratio && 'value' in measured.ratio ? measured.ratio : null)
const missingWord = <span className="num-miss">–</span>

/** Why there is no ratio, in words. */
function reasonOf({ measured, attribute, gate }: FairnessRow): string | null {
  if (attribute === null) return 'the dataset protects no attribute'
  if (!measured) return 'never measured'
  if (measured.ratio && 'undefined' in measured.ratio)
    return UNDEFINED_REASONS[measured.ratio.undefined as keyof typeof UNDEFINED_REASONS] ?? measured.ratio.undefined
  return gate === null ? 'no gate reads it' : null
}

function Between({ row }: { readonly row: FairnessRow }) {
  const { lowest, highest } = row.measured ?? {}
  if (!lowest || !highest || ratioOf(row) === null) return <span className="muted">{reasonOf(row)}</span>
  return (
    <>
      {lowest.group} {formatPercent(lowest.rate)}, {highest.group} {formatPercent(highest.rate)}
      <span className="sub2">
        n {formatCount(lowest.n)} and {formatCount(highest.n)}
      </span>
    </>
  )
}

const columnsOf = (now: string): readonly DataColumn<FairnessRow>[] => [
  ...versionColumns<FairnessRow>(),
  { id: 'attribute', header: 'Attribute', value: (row) => row.attribute, filter: true, nowrap: true },
  {
    id: 'verdict',
    header: 'Verdict',
    value: (row) => states[fairnessState(row)].word,
    cell: (row) => <State state={fairnessState(row)} />,
    order: fairnessOrder,
    filter: true,
    nowrap: true,
  },
  { id: 'ratio', header: 'Ratio', value: (row) => ratioOf(row)?.value, cell: (row) => formatMetric(ratioOf(row)?.value, 3), kind: 'number', sort: 'asc' },
  {
    id: 'interval',
    header: '95 % interval',
    value: (row) => ratioOf(row)?.lower,
    cell: (row) => formatInterval(ratioOf(row)?.lower, ratioOf(row)?.upper, 3),
    csv: (row) => formatInterval(ratioOf(row)?.lower, ratioOf(row)?.upper, 3),
    kind: 'interval',
    sort: false,
  },
  { id: 'limit', header: 'Limit', value: (row) => row.gate?.threshold, cell: (row) => row.gate?.threshold ?? missingWord, sort: false, nowrap: true },
  {
    id: 'between',
    header: 'Lowest and highest rate',
    value: (row) => row.measured?.lowest?.group ?? reasonOf(row),
    cell: (row) => <Between row={row} />,
    sort: false,
  },
  evidenceColumn(now, (row) => row.attribute !== null),
]

interface FairnessTableProps {
  readonly rows: readonly FairnessRow[]
  readonly pager: TablePager | undefined
  readonly now: string
}

/** A row for each protected attribute of each version, worst first. */
export function FairnessTable({ rows, pager, now }: FairnessTableProps) {
  return (
    <Section title="By version and attribute" lead="Worst first. Not measured stands before what passes.">
      <DataTable
        caption="Newest fairness evidence by version and protected attribute"
        noun={['measure', 'measures']}
        columns={columnsOf(now)}
        rows={rows}
        rowKey={(row) => `${row.model}/${row.version}/${row.attribute}`}
        defaultSort="verdict"
        search="Filter by model or attribute"
        csvName="fairness"
        pager={pager}
        empty={<NothingToMeasure what="fairness" />}
      />
      <Note>
        The ratio is the lowest rate of the favourable outcome over the highest, among groups that are large enough; the verdict is that of the policy in force,
        whose limit may be on another measure.
      </Note>
    </Section>
  )
}
