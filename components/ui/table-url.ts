/** How a table's sort and filters are written in the URL; pages that page on the server read them with these. */

export interface TableSort {
  readonly column: string
  readonly descending: boolean
}

export type TableFilters = Readonly<Record<string, readonly string[]>>

/** `-cost` → by cost, descending. */
export function parseSort(text: string | null | undefined): TableSort | null {
  if (!text) return null
  return text.startsWith('-') ? { column: text.slice(1), descending: true } : { column: text, descending: false }
}

export function writeSort(sort: TableSort | null): string | null {
  return sort ? `${sort.descending ? '-' : ''}${sort.column}` : null
}

/** `state:allowed,refused;team:Cards`; commas, colons and semicolons inside values are percent-encoded. */
export function parseFilters(text: string | null | undefined): TableFilters {
  const filters: Record<string, string[]> = {}
  for (const part of (text ?? '').split(';')) {
    const colon = part.indexOf(':')
    if (colon <= 0) continue
    const values = part
      .slice(colon + 1)
      .split(',')
      .filter(Boolean)
      .map(decode)
    if (values.length > 0) filters[part.slice(0, colon)] = values
  }
  return filters
}

export function writeFilters(filters: TableFilters): string | null {
  const parts = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([column, values]) => `${column}:${values.map(encode).join(',')}`)
  return parts.length > 0 ? parts.join(';') : null
}

const encode = (value: string) => value.replace(/[%,:;]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

function decode(value: string): string {
  return value.replace(/%(25|2C|3A|3B)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
