'use client'

import type { ConditionalResult } from '#server/kernel/fairness/fairness-result.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { formatCount, formatInterval, formatSigned } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { isDefined } from './defined.ts'
import { whyWords } from './fairness-words.ts'

interface Row {
  readonly attribute: string
  readonly group: string
  readonly stratum: string
  readonly strata: number
  readonly ofDecisions: Measure
  readonly ofLabels: Measure
}

const shown = (measure: Measure) => (isDefined(measure) ? formatSigned(measure.value, 3) : <span className="muted">{whyWords(measure)}</span>)
const number = (measure: Measure) => (isDefined(measure) ? measure.value : null)
const interval = (measure: Measure) => (isDefined(measure) ? formatInterval(measure.lower, measure.upper, 3, true) : null)

const COLUMNS: readonly DataColumn<Row>[] = [
  { id: 'group', header: 'Group', value: (row) => row.group },
  { id: 'attribute', header: 'Attribute', value: (row) => row.attribute, filter: true },
  { id: 'stratum', header: 'Within', value: (row) => row.stratum, filter: true },
  { id: 'strata', header: 'Values', value: (row) => row.strata, cell: (row) => formatCount(row.strata), kind: 'number' },
  {
    id: 'decisions',
    header: 'Of decisions',
    value: (row) => number(row.ofDecisions),
    cell: (row) => shown(row.ofDecisions),
    order: (row) => Math.abs(number(row.ofDecisions) ?? 0),
    kind: 'number',
  },
  { id: 'decisions-interval', header: '95 % interval', value: (row) => interval(row.ofDecisions), kind: 'interval', sort: false },
  {
    id: 'labels',
    header: 'Of labels',
    value: (row) => number(row.ofLabels),
    cell: (row) => shown(row.ofLabels),
    order: (row) => Math.abs(number(row.ofLabels) ?? 0),
    kind: 'number',
  },
  { id: 'labels-interval', header: '95 % interval, labels', value: (row) => interval(row.ofLabels), kind: 'interval', sort: false },
]

/** Whether a disparity remains within the values of a column that may explain it. */
export function FairnessConditional({ conditional }: { readonly conditional: readonly ConditionalResult[] }) {
  const rows = conditional.flatMap(({ attribute, stratum, strata, groups }) => groups.map((group) => ({ ...group, attribute, stratum, strata })))
  if (rows.length === 0) return null
  return (
    <Section
      title="Within a column"
      lead="Conditional demographic disparity: the group’s share of the refused minus its share of the selected, averaged over the values of a column. Near 0, the column accounts for the disparity."
    >
      <DataTable
        caption="Conditional demographic disparity"
        noun={['row', 'rows']}
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => `${row.attribute}:${row.group}:${row.stratum}`}
        defaultSort="-decisions"
        urlKey="c"
        csvName="fairness-conditional"
        compact
        empty={null}
      />
    </Section>
  )
}
