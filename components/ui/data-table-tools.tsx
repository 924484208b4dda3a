'use client'

import type { RowData } from '@tanstack/react-table'
import { Check, Columns3, Download, Funnel, X } from 'lucide-react'
import { DropdownMenu as Menu } from 'radix-ui'
import { useId, useMemo, useState, useEffect } from 'react'
import { Button, LinkButton } from './button.tsx'
import { Checkbox } from './choice.tsx'
import { downloadText, toCsv } from './csv.ts'
import type { DataColumn, DataTableProps, FilterOption } from './data-table-types.ts'
import { Select } from './input.tsx'
import { overlayContainer } from './overlay-container.ts'
import { Popover } from './popover.tsx'
import { Segmented } from './segmented.tsx'
import { useShortcuts } from './shortcuts.ts'
import type { ConsoleTable } from './use-data-table.ts'
import type { TableUrl } from './use-table-url.ts'

interface ToolsProps<Row extends RowData> extends DataTableProps<Row> {
  readonly table: ConsoleTable<Row>
  readonly url: TableUrl
  readonly compact: boolean
}

/** Text filter, filter chips, columns and density, CSV. */
export function DataTableTools<Row extends RowData>(props: ToolsProps<Row>) {
  const { columns, table, csvName, csvHref, search, actions } = props
  const filterable = columns.filter((column) => column.filter)
  const exportCsv = () => {
    const shown = columns.filter((column) => table.getColumn(column.id)?.getIsVisible() ?? true)
    const rows = table.getRowModel().rows.map((row) => shown.map((column) => (column.csv ?? column.value)(row.original)))
    downloadText(
      `${csvName}.csv`,
      toCsv(
        shown.map((column) => column.header),
        rows,
      ),
    )
  }
  return (
    <div className="tool">
      {search ? <TextFilter label={search} caption={props.caption} url={props.url} /> : null}
      {filterable.map((column) => (
        <FilterChip key={column.id} column={column} url={props.url} />
      ))}
      {filterable.length > 0 ? <FilterMenu {...props} filterable={filterable} /> : null}
      <span className="grow" />
      {actions}
      <ViewChoice {...props} />
      {csvHref ? (
        <LinkButton size="small" variant="quiet" icon={<Download />} href={csvHref} download>
          CSV
        </LinkButton>
      ) : csvName ? (
        <Button size="small" variant="quiet" icon={<Download />} onClick={exportCsv}>
          CSV
        </Button>
      ) : null}
    </div>
  )
}

function TextFilter({ label, caption, url }: { readonly label: string; readonly caption: string; readonly url: TableUrl }) {
  const [text, setText] = useState(url.text)
  useEffect(() => setText(url.text), [url.text])
  useShortcuts([{ keys: '/', label: 'Filter', group: 'Tables', run: focusFilter }])
  return (
    <input
      className="in"
      data-filter
      type="search"
      placeholder={label}
      aria-label={`${label}: ${caption}`}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        url.setText(event.target.value)
      }}
    />
  )
}

/** The filter of the table that holds the focus, otherwise of the first table. */
function focusFilter() {
  const table = document.activeElement?.closest('.dt') ?? document
  table.querySelector<HTMLInputElement>('[data-filter]')?.focus()
}

function FilterChip<Row extends RowData>({ column, url }: { readonly column: DataColumn<Row>; readonly url: TableUrl }) {
  const values = url.filters[column.id]
  if (!values) return null
  const { [column.id]: _removed, ...rest } = url.filters
  return (
    <span className="chip">
      {column.header} <b>{values.map((value) => labelOf(column, value)).join(', ')}</b>
      <button className="ib" type="button" aria-label={`Remove filter ${column.header}`} onClick={() => url.setFilters(rest)}>
        <X className="i s" aria-hidden />
      </button>
    </span>
  )
}

function labelOf<Row extends RowData>(column: DataColumn<Row>, value: string): string {
  const options = typeof column.filter === 'object' ? column.filter : []
  return options.find((option) => option.value === value)?.label ?? (value || '–')
}

function optionsOf<Row extends RowData>(column: DataColumn<Row>, rows: readonly Row[]): readonly FilterOption[] {
  if (typeof column.filter === 'object') return column.filter
  const values = new Set(rows.map((row) => String(column.value(row) ?? '')))
  return [...values].toSorted().map((value) => ({ value, label: value || '–' }))
}

function FilterMenu<Row extends RowData>(props: ToolsProps<Row> & { readonly filterable: ReadonlyArray<DataColumn<Row>> }) {
  const { filterable, rows, url } = props
  const options = useMemo(() => filterable.map((column) => optionsOf(column, rows)), [filterable, rows])
  const toggle = (id: string, value: string) => {
    const now = url.filters[id] ?? []
    const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value]
    url.setFilters({ ...url.filters, [id]: next })
  }
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger asChild>
        <Button size="small" variant="quiet" icon={<Funnel />}>
          Add filter
        </Button>
      </Menu.Trigger>
      <Menu.Portal container={overlayContainer()}>
        <Menu.Content className="pop menu mlist" align="start" sideOffset={4} collisionPadding={8}>
          {filterable.map((column, i) => (
            <Menu.Group key={column.id}>
              <Menu.Label className="gl">{column.header}</Menu.Label>
              {options[i]?.map((option) => (
                <Menu.CheckboxItem
                  key={option.value}
                  className="mi"
                  checked={url.filters[column.id]?.includes(option.value) ?? false}
                  onCheckedChange={() => toggle(column.id, option.value)}
                  onSelect={(event) => event.preventDefault()}
                >
                  <span className="tick">
                    <Menu.ItemIndicator>
                      <Check className="i s" aria-hidden />
                    </Menu.ItemIndicator>
                  </span>
                  {option.label ?? option.value}
                </Menu.CheckboxItem>
              ))}
            </Menu.Group>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  )
}

function ViewChoice<Row extends RowData>({ columns, url, table, compact }: ToolsProps<Row>) {
  const sortId = useId()
  const isVisible = (column: DataColumn<Row>) => table.getColumn(column.id)?.getIsVisible() ?? true
  const choose = (chosen: DataColumn<Row>) => {
    const visible = (column: DataColumn<Row>) => (column === chosen ? !isVisible(column) : isVisible(column))
    url.setColumns(
      columns.filter((column) => !column.hidden && !visible(column)).map((column) => column.id),
      columns.filter((column) => column.hidden && visible(column)).map((column) => column.id),
    )
  }
  const sorted = columns.find((column) => table.getColumn(column.id)?.getIsSorted())
  const descending = sorted ? table.getColumn(sorted.id)?.getIsSorted() === 'desc' : false
  return (
    <Popover
      title="Columns and rows"
      align="end"
      trigger={
        <Button size="small" icon={<Columns3 />}>
          Columns
        </Button>
      }
    >
      <div className="choices mt2">
        {columns.map((column, i) => (
          <Checkbox key={column.id} label={column.header} checked={isVisible(column)} disabled={i === 0} onChange={() => choose(column)} />
        ))}
      </div>
      <div className="fld mt4">
        <label htmlFor={sortId}>Sorted by</label>
        <Select
          id={sortId}
          value={sorted ? `${descending ? '-' : ''}${sorted.id}` : ''}
          onChange={({ target }) => url.setSort({ column: target.value.replace(/^-/, ''), descending: target.value.startsWith('-') })}
          options={columns
            .filter((column) => column.sort !== false)
            .flatMap((column) => [
              { value: column.id, label: `${column.header}, ascending` },
              { value: `-${column.id}`, label: `${column.header}, descending` },
            ])}
          placeholder={sorted ? undefined : 'Given order'}
        />
      </div>
      <div className="mt4">
        <Segmented
          label="Row height"
          value={compact ? 'compact' : 'regular'}
          onChange={url.setRows}
          options={[
            { value: 'regular', label: 'Regular' },
            { value: 'compact', label: 'Compact' },
          ]}
        />
      </div>
    </Popover>
  )
}
