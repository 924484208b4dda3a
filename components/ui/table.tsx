import clsx from 'clsx'
import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly header: ReactNode
  readonly cell: (row: Row) => ReactNode
  /** number: right; interval: muted, right after its number. */
  readonly kind?: 'word' | 'number' | 'interval'
  /** Label under 768 px when the header is not a text. */
  readonly label?: string
  readonly width?: string
  readonly nowrap?: boolean
}

interface TableProps<Row> {
  readonly caption: string
  readonly captionShown?: boolean
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Cells of the closing row, the first one its label; undefined cells stay empty. */
  readonly totals?: ReadonlyArray<ReactNode>
  readonly compact?: boolean
  readonly selectedKey?: string
  /** Under 768 px scroll sideways instead of turning rows into lists. */
  readonly scroll?: boolean
}

const classOf = (column: { kind?: string; nowrap?: boolean }) =>
  clsx(column.kind === 'number' && 'n', column.kind === 'interval' && 'iv', column.nowrap && 'nowrap') || undefined

/** A small table, rendered on the server; for sorting, filtering and long lists use DataTable. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionShown = false, columns, rows, rowKey, totals, compact = false, selectedKey, scroll = false } = props
  const label = (column: Column<Row>) => column.label ?? (typeof column.header === 'string' ? column.header : undefined)
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className={clsx('tbl', compact && 'compact', !scroll && 'stack')}>
        <caption className={captionShown ? undefined : 'sr'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col" className={classOf(column)} style={{ width: column.width }}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row)
            return (
              <tr key={key} aria-selected={key === selectedKey ? true : undefined}>
                {columns.map((column, i) =>
                  i === 0 ? (
                    <th key={i} scope="row" className={classOf(column)}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={i} className={classOf(column)} data-l={label(column)}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            )
          })}
        </tbody>
        {totals ? (
          <tfoot>
            <tr>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {totals[0]}
                  </th>
                ) : (
                  <td key={i} className={classOf(column)} data-l={totals[i] == null ? undefined : label(column)}>
                    {totals[i]}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  )
}
