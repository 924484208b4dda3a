'use client'

import type { RowData } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Fragment, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { DataColumn, DataTableProps } from './data-table-types.ts'
import { useRowKeys } from './use-row-keys.ts'

interface OrderedRow<Row extends RowData> {
  readonly id: string
  readonly original: Row
}

interface DataTableBodyProps<Row extends RowData> extends DataTableProps<Row> {
  readonly ordered: ReadonlyArray<OrderedRow<Row>>
  readonly virtual: boolean
  readonly container: RefObject<HTMLDivElement | null>
}

const rowHeight = 38

export function DataTableBody<Row extends RowData>(props: DataTableBodyProps<Row>) {
  const { ordered, virtual, container, columns, selection, groupBy } = props
  const [cursor, setCursor] = useState<number | null>(null)
  // Keys come faster than renders: where the next one starts from.
  const at = useRef<number | null>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const router = useRouter()
  const virtualizer = useVirtualizer({
    count: virtual ? ordered.length : 0,
    getScrollElement: () => container.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1000, height: 700 },
  })
  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(ordered.length - 1, index))
    at.current = next
    setCursor(next)
    if (virtual) virtualizer.scrollToIndex(next)
    const focus = () => {
      const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${next}"]`)
      row?.focus({ preventScroll: virtual })
      return row !== null && row !== undefined
    }
    // A row that is scrolled to is drawn with the next frame.
    if (!focus()) window.requestAnimationFrame(focus)
  }
  const toggle = (index: number | null) => {
    const row = index === null ? undefined : ordered[index]
    if (!row || !selection) return
    const { keys, onChange } = selection
    onChange(keys.includes(row.id) ? keys.filter((key) => key !== row.id) : [...keys, row.id])
  }
  useRowKeys(body, selection !== undefined, {
    move: (step) => focusRow(at.current === null ? 0 : at.current + step),
    toggle: () => toggle(at.current),
  })
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: OrderedRow<Row>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter' && props.rowHref) router.push(props.rowHref(row.original))
    if (event.key === 'Escape') {
      at.current = null
      setCursor(null)
      event.currentTarget.blur()
    }
  }
  const renderRow = (row: OrderedRow<Row>, index: number): ReactNode => (
    <tr
      key={row.id}
      ref={virtual ? virtualizer.measureElement : undefined}
      data-index={index}
      data-cursor={index === cursor || undefined}
      tabIndex={index === cursor ? 0 : -1}
      aria-rowindex={virtual ? index + 2 : undefined}
      aria-selected={row.id === props.selectedKey || selection?.keys.includes(row.id) || undefined}
      onKeyDown={(event) => onKeyDown(event, row)}
      onFocus={() => {
        at.current = index
        setCursor(index)
      }}
    >
      {selection ? (
        <td className="pickcol">
          <span className="ck">
            <input
              type="checkbox"
              aria-label={`Select ${String(columns[0]?.value(row.original) ?? row.id)}`}
              checked={selection.keys.includes(row.id)}
              onChange={() => toggle(index)}
            />
          </span>
        </td>
      ) : null}
      {columns.map((column, i) => (
        <Cell key={column.id} column={column} row={row.original} href={i === 0 ? props.rowHref?.(row.original) : undefined} first={i === 0} />
      ))}
    </tr>
  )
  const width = columns.length + (selection ? 1 : 0)
  if (virtual) {
    const items = virtualizer.getVirtualItems()
    const before = items[0]?.start ?? 0
    const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
    return (
      <tbody ref={body} data-rows>
        <Gap height={before} width={width} />
        {items.map((item) => {
          const row = ordered[item.index]
          return row ? renderRow(row, item.index) : null
        })}
        <Gap height={after} width={width} />
      </tbody>
    )
  }
  return (
    <tbody ref={body} data-rows>
      {ordered.map((row, index) => {
        const group = groupBy?.(row.original)
        const previous = ordered[index - 1]
        const opens = group !== undefined && (!previous || groupBy?.(previous.original) !== group)
        return (
          <Fragment key={row.id}>
            {opens && (index > 0 || group !== '') ? (
              <tr className="grp">
                <th scope="colgroup" colSpan={width}>
                  {group}
                </th>
              </tr>
            ) : null}
            {renderRow(row, index)}
          </Fragment>
        )
      })}
    </tbody>
  )
}

function Gap({ height, width }: { readonly height: number; readonly width: number }) {
  if (height <= 0) return null
  return (
    <tr className="gap" aria-hidden="true">
      <td colSpan={width} style={{ height }} />
    </tr>
  )
}

interface CellProps<Row extends RowData> {
  readonly column: DataColumn<Row>
  readonly row: Row
  readonly href: string | undefined
  readonly first: boolean
}

function Cell<Row extends RowData>({ column, row, href, first }: CellProps<Row>) {
  const value = column.value(row)
  const content = column.cell ? column.cell(row) : value == null ? <span className="num-miss">–</span> : String(value)
  const className = clsx(column.kind === 'number' && 'n', column.kind === 'interval' && 'iv', column.nowrap && 'nowrap') || undefined
  if (!first) {
    return (
      <td className={className} data-l={column.header}>
        {content}
      </td>
    )
  }
  return (
    <th scope="row" className={className}>
      {href ? (
        <Link className="open" href={href}>
          {content}
        </Link>
      ) : (
        content
      )}
    </th>
  )
}
