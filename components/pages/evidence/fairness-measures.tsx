'use client'

import { useState } from 'react'
import type { AttributeResult } from '#server/kernel/fairness/fairness-result.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { formatInterval, formatMetric, plural } from '../../ui/format.ts'
import { isDefined } from './defined.ts'
import { measureRows, whyWords, type MeasureRow } from './fairness-words.ts'
import { methodWords } from './method-words.ts'

const COLUMNS: readonly DataColumn<MeasureRow>[] = [
  { id: 'measure', header: 'Measure', value: (row) => row.measure },
  { id: 'group', header: 'Of', value: (row) => row.group, filter: true },
  {
    id: 'value',
    header: 'Value',
    value: (row) => (isDefined(row.value) ? row.value.value : null),
    cell: (row) => (isDefined(row.value) ? formatMetric(row.value.value, 3) : <span className="num-miss">–</span>),
    kind: 'number',
  },
  {
    id: 'interval',
    header: '95 % interval',
    value: (row) => (isDefined(row.value) ? `${row.value.lower} to ${row.value.upper}` : null),
    cell: (row) => (isDefined(row.value) ? formatInterval(row.value.lower, row.value.upper, 3) : null),
    kind: 'interval',
    sort: false,
  },
  {
    id: 'how',
    header: 'How, or why not',
    value: (row) => (isDefined(row.value) ? methodWords(row.value.method) : whyWords(row.value)),
    cell: (row) => <span className="muted">{isDefined(row.value) ? methodWords(row.value.method) : whyWords(row.value)}</span>,
    sort: false,
  },
]

/** Every measure of an attribute, for whoever looks for one by name. */
export function FairnessMeasures({ attribute }: { readonly attribute: AttributeResult }) {
  const [open, setOpen] = useState(false)
  const rows = measureRows(attribute)
  return (
    <div className="mt4">
      <Button size="small" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide all measures' : `Show all ${plural(rows.length, 'measure')}`} by {attribute.attribute}
      </Button>
      {open ? (
        <DataTable
          caption={`All measures by ${attribute.attribute}`}
          noun={['measure', 'measures']}
          columns={COLUMNS}
          rows={rows}
          rowKey={(row) => `${row.group}:${row.measure}`}
          urlKey={`m-${attribute.attribute}`}
          search="Filter by measure"
          csvName={`fairness-measures-${attribute.attribute}`}
          compact
          empty={null}
        />
      ) : null}
    </div>
  )
}
