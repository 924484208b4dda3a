import type { RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'

export type CellValue = string | number | boolean | null | undefined

export interface FilterOption {
  readonly value: string
  readonly label?: string
}

export interface DataColumn<Row extends RowData> {
  readonly id: string
  readonly header: string
  /** What sorting, filtering and CSV read; null or undefined sorts last and is written "–". */
  readonly value: (row: Row) => CellValue
  /** What is shown; by default the value. */
  readonly cell?: (row: Row) => ReactNode
  /** number: right; interval: muted, right after its number. */
  readonly kind?: 'word' | 'number' | 'interval'
  /** Not sortable (false), or the direction of the first press; numbers start descending. */
  readonly sort?: false | 'asc' | 'desc'
  /** Sorts by this instead of the value, e.g. the severity of a state. */
  readonly order?: (row: Row) => string | number
  /** Offered under "Add filter"; with server tables give the options. */
  readonly filter?: boolean | readonly FilterOption[]
  readonly csv?: (row: Row) => CellValue
  /** Hidden until chosen under "Columns". */
  readonly hidden?: boolean
  readonly width?: string
  readonly nowrap?: boolean
}

export interface TablePager {
  readonly newerHref?: string | null
  readonly olderHref?: string | null
}

export interface RowSelection {
  readonly keys: readonly string[]
  readonly onChange: (keys: readonly string[]) => void
}

export interface DataTableProps<Row extends RowData> {
  readonly caption: string
  /** "version", "versions": used in counts and in the no-match state. */
  readonly noun: readonly [one: string, many: string]
  readonly columns: ReadonlyArray<DataColumn<Row>>
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Makes the first cell a link; Enter opens it. */
  readonly rowHref?: (row: Row) => string
  /** The row shown in the rail beside the table. */
  readonly selectedKey?: string | null
  /** Check boxes; `x` toggles the row under the cursor. */
  readonly selection?: RowSelection
  /** A heading row whenever this changes; groups keep the order of their first row. */
  readonly groupBy?: (row: Row) => string
  /** The closing row, by column id. */
  readonly totals?: Readonly<Record<string, ReactNode>>
  /** `-cost` or `name`; worst first. */
  readonly defaultSort?: string
  /** Prefix of its URL keys, needed when a page has two tables. */
  readonly urlKey?: string
  /** Sorted, filtered and cut by the server: the page reads `sort`, `f`, `q`, `cursor` from its search params. */
  readonly server?: boolean
  /** With `server`: how many there are in all, when known. */
  readonly total?: number
  readonly pager?: TablePager
  /** Shown when there is nothing at all: an <Empty>. */
  readonly empty: ReactNode
  /** Placeholder of the text filter ("Filter by name, owner"); left out, there is none. */
  readonly search?: string
  /** File name without ending; left out, there is no CSV. */
  readonly csvName?: string
  /** With `server`: where the whole CSV is. */
  readonly csvHref?: string
  readonly compact?: boolean
  /** Further controls in the tool row. */
  readonly actions?: ReactNode
  /** No filter, columns and CSV row at all. */
  readonly plain?: boolean
}
