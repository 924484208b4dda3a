'use client'

import type { RowData } from '@tanstack/react-table'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { DataColumn } from './data-table-types.ts'
import type { ConsoleTable } from './use-data-table.ts'

interface DataTableHeadProps<Row extends RowData> {
  readonly columns: ReadonlyArray<DataColumn<Row>>
  readonly table: ConsoleTable<Row>
  readonly picks: boolean
}

export function DataTableHead<Row extends RowData>({ columns, table, picks }: DataTableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {picks ? (
          <th scope="col" className="pickcol">
            <span className="sr">Selected</span>
          </th>
        ) : null}
        {columns.map((column) => {
          const header = table.getColumn(column.id)
          const sorted = header?.getIsSorted() || 'none'
          const className = clsx(column.kind === 'number' && 'n', column.kind === 'interval' && 'iv') || undefined
          if (!header?.getCanSort()) {
            return (
              <th key={column.id} scope="col" className={className} style={{ width: column.width }}>
                {column.header}
              </th>
            )
          }
          const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown
          return (
            <th
              key={column.id}
              scope="col"
              className={className}
              style={{ width: column.width }}
              aria-sort={sorted === 'none' ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
            >
              <button className="sort" type="button" onClick={() => header.toggleSorting()}>
                {column.header}
                {sorted === 'none' ? null : <Arrow className="i" aria-hidden />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
