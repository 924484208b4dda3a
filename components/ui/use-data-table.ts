'use client'

import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type RowData,
  type ColumnDef,
  type SortingState,
  type Updater,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { CellValue, DataColumn, DataTableProps } from './data-table-types.ts'
import { parseSort } from './table-url.ts'
import type { TableUrl } from './use-table-url.ts'

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
})

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function compare(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

function definition<Row extends RowData>(column: DataColumn<Row>): ColumnDef<typeof features, Row> {
  const { order } = column
  return {
    id: column.id,
    header: column.header,
    accessorFn: (row: Row) => column.value(row) ?? undefined,
    enableSorting: column.sort !== false,
    sortDescFirst: column.sort ? column.sort === 'desc' : column.kind === 'number',
    sortUndefined: 'last',
    sortFn: (a, b, id) => (order ? compare(order(a.original), order(b.original)) : compare(a.getValue<CellValue>(id), b.getValue<CellValue>(id))),
    filterFn: (row, id, wanted: readonly string[]) => wanted.includes(String(row.getValue<CellValue>(id) ?? '')),
  }
}

/** The TanStack table of a DataTable, its state held by the URL. */
export function useDataTable<Row extends RowData>(props: DataTableProps<Row>, url: TableUrl) {
  const { columns, rows, rowKey, server = false, defaultSort } = props
  const definitions = useMemo(() => columns.map(definition), [columns])
  const sort = url.sort ?? parseSort(defaultSort)
  const sortColumn = sort?.column
  const descending = sort?.descending ?? false
  const visible = useMemo(
    () => Object.fromEntries(columns.map((c) => [c.id, c.hidden ? url.shown.includes(c.id) : !url.hidden.includes(c.id)])),
    [columns, url.hidden, url.shown],
  )
  const sorting = useMemo<SortingState>(
    () => (sortColumn !== undefined && columns.some((c) => c.id === sortColumn) ? [{ id: sortColumn, desc: descending }] : []),
    [columns, sortColumn, descending],
  )
  const columnFilters = useMemo(
    () =>
      Object.entries(url.filters)
        .filter(([id]) => columns.some((c) => c.id === id))
        .map(([id, value]) => ({ id, value })),
    [columns, url.filters],
  )
  const onSortingChange = (update: Updater<SortingState>) => {
    const [next] = typeof update === 'function' ? update(sorting) : update
    url.setSort(next ? { column: next.id, descending: next.desc } : null)
  }
  return useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row: Row) => rowKey(row),
    state: { sorting, columnFilters, globalFilter: url.text, columnVisibility: visible },
    onSortingChange,
    manualSorting: server,
    manualFiltering: server,
    enableSortingRemoval: false,
    enableMultiSort: false,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, id, text: string) =>
      String(row.getValue<CellValue>(id) ?? '')
        .toLowerCase()
        .includes(text.trim().toLowerCase()),
  })
}

export type ConsoleTable<Row extends RowData> = ReturnType<typeof useDataTable<Row>>
