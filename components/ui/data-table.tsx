'use client'

import type { RowData } from '@tanstack/react-table'
import clsx from 'clsx'
import Link from 'next/link'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { DataTableBody } from './data-table-body.tsx'
import { DataTableHead } from './data-table-head.tsx'
import { DataTableTools } from './data-table-tools.tsx'
import type { DataTableProps } from './data-table-types.ts'
import { Empty } from './empty.tsx'
import { formatCount, plural } from './format.ts'
import { useDataTable } from './use-data-table.ts'
import { useTableUrl } from './use-table-url.ts'

const virtualFrom = 200

/** Sortable, filterable table with its state in the URL; see data-table-types.ts for every prop. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { caption, columns, rows, groupBy, totals, server = false, selection, empty, plain = false } = props
  const url = useTableUrl(props.urlKey, server)
  const table = useDataTable(props, url)
  const matching = table.getRowModel().rows
  const ordered = useMemo(() => (groupBy ? partition(matching, (row) => groupBy(row.original)) : matching), [matching, groupBy])
  const shown = columns.filter((column) => table.getColumn(column.id)?.getIsVisible() ?? true)
  const virtual = ordered.length > virtualFrom
  const container = useRef<HTMLDivElement>(null)
  const scrolls = useOverflow(container)
  const filtered = url.text !== '' || Object.keys(url.filters).length > 0
  if (rows.length === 0 && !filtered) return <>{empty}</>
  const compact = url.rows ? url.rows === 'compact' : (props.compact ?? false)
  return (
    <div className="dt">
      {plain ? null : <DataTableTools {...props} table={table} url={url} compact={compact} />}
      {ordered.length === 0 ? (
        <NoMatch {...props} url={url} />
      ) : (
        <div
          ref={container}
          className={clsx('scroll free', virtual && 'tall')}
          data-scrolls={scrolls || undefined}
          tabIndex={scrolls || virtual ? 0 : undefined}
          role="group"
          aria-label={caption}
        >
          <table className={clsx('tbl sticky act stack', compact && 'compact')} aria-rowcount={virtual ? ordered.length + 1 : undefined}>
            <caption className="sr">{caption}</caption>
            <DataTableHead columns={shown} table={table} picks={selection !== undefined} />
            <DataTableBody {...props} columns={shown} ordered={ordered} virtual={virtual} container={container} />
            {totals ? (
              <tfoot>
                <tr>
                  {selection ? <td /> : null}
                  {shown.map((column, i) =>
                    i === 0 ? (
                      <th key={column.id} scope="row">
                        {totals[column.id]}
                      </th>
                    ) : (
                      <td key={column.id} className={column.kind === 'number' ? 'n' : undefined} data-l={totals[column.id] == null ? undefined : column.header}>
                        {totals[column.id]}
                      </td>
                    ),
                  )}
                </tr>
              </tfoot>
            ) : null}
          </table>
        </div>
      )}
      <Foot {...props} count={ordered.length} filtered={filtered} />
    </div>
  )
}

/** Rows of one group together, groups in the order of their first row. */
function partition<T>(items: readonly T[], groupOf: (item: T) => string): T[] {
  return [...Map.groupBy(items, groupOf).values()].flat()
}

/** Whether the content is wider than its container, so that it scrolls on its own and the page never does. */
function useOverflow(container: { readonly current: HTMLElement | null }) {
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = container.current
    if (!element) return
    const measure = () => setOverflows((element.firstElementChild?.scrollWidth ?? 0) > element.clientWidth + 1)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [container])
  return overflows
}

function Foot<Row extends RowData>(props: DataTableProps<Row> & { readonly count: number; readonly filtered: boolean }) {
  const { noun, rows, total, pager, server = false, count, filtered } = props
  const all = server ? total : rows.length
  const hidden = server ? 0 : rows.length - count
  if (!pager && hidden === 0 && !(server && all !== undefined)) return null
  return (
    <div className="pager">
      <span className="small muted" role="status">
        {all === undefined ? plural(count, ...noun) : `${formatCount(count)} of ${plural(all, ...noun)}`}
        {server && filtered ? ' that match' : ''}.{hidden > 0 ? ` ${formatCount(hidden)} hidden by the filter.` : ''}
      </span>
      {pager ? (
        <span className="row">
          <PageLink href={pager.newerHref} label="Newer" />
          <PageLink href={pager.olderHref} label="Older" />
        </span>
      ) : null}
    </div>
  )
}

function PageLink({ href, label }: { readonly href: string | null | undefined; readonly label: string }) {
  if (href)
    return (
      <Link className="btn sm" href={href}>
        {label}
      </Link>
    )
  return (
    <button className="btn sm" type="button" disabled>
      {label}
    </button>
  )
}

const removal = (count: number) => (count === 1 ? 'Remove the filter' : count === 2 ? 'Remove both filters' : `Remove all ${count} filters`)

function NoMatch<Row extends RowData>(props: DataTableProps<Row> & { readonly url: ReturnType<typeof useTableUrl> }) {
  const { noun, columns, rows, url, server = false } = props
  const names = Object.entries(url.filters).map(
    ([id, values]) => `${(columns.find((column) => column.id === id)?.header ?? id).toLowerCase()}: ${values.join(' or ')}`,
  )
  if (url.text) names.push(`text: ${url.text}`)
  return (
    <Empty title={`No ${noun[0]} matches “${names.join(', ')}”`} actions={<Button onClick={url.clear}>{removal(names.length)}</Button>}>
      {server
        ? 'Without it there may be some.'
        : `${plural(rows.length, ...noun)} ${rows.length === 1 ? 'exists' : 'exist'} without ${names.length === 1 ? 'this filter' : 'them'}.`}
    </Empty>
  )
}
