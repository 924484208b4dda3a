'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { parseFilters, parseSort, writeFilters, writeSort, type TableFilters, type TableSort } from './table-url.ts'

const parsers = {
  sort: parseAsString,
  f: parseAsString,
  q: parseAsString,
  hide: parseAsString,
  show: parseAsString,
  rows: parseAsStringLiteral(['compact', 'regular'] as const),
  cursor: parseAsString,
}

export interface TableUrl {
  readonly sort: TableSort | null
  readonly filters: TableFilters
  readonly text: string
  readonly hidden: readonly string[]
  readonly shown: readonly string[]
  readonly rows: 'compact' | 'regular' | null
  readonly setSort: (sort: TableSort | null) => void
  readonly setFilters: (filters: TableFilters) => void
  readonly setText: (text: string) => void
  readonly setColumns: (hidden: readonly string[], shown: readonly string[]) => void
  readonly setRows: (rows: 'compact' | 'regular') => void
  readonly clear: () => void
}

const split = (text: string | null) => (text ? text.split('.') : [])
const join = (ids: readonly string[]) => (ids.length > 0 ? ids.join('.') : null)

/** Sort, filters, text, columns and density of one table, kept in the URL. */
export function useTableUrl(prefix: string | undefined, server: boolean): TableUrl {
  const urlKeys = useMemo(() => (prefix ? Object.fromEntries(Object.keys(parsers).map((key) => [key, `${prefix}.${key}`])) : {}), [prefix])
  const [state, set] = useQueryStates(parsers, { urlKeys, history: 'replace', shallow: true, scroll: false })
  const filters = useMemo(() => parseFilters(state.f), [state.f])
  const sort = useMemo(() => parseSort(state.sort), [state.sort])
  const hidden = useMemo(() => split(state.hide), [state.hide])
  const shown = useMemo(() => split(state.show), [state.show])
  const data = { shallow: !server }
  return {
    sort,
    filters,
    text: state.q ?? '',
    hidden,
    shown,
    rows: state.rows,
    setSort: (next) => void set({ sort: writeSort(next), cursor: null }, data),
    setFilters: (next) => void set({ f: writeFilters(next), cursor: null }, data),
    setText: (next) => void set({ q: next || null, cursor: null }, { ...data, throttleMs: server ? 400 : 50 }),
    setColumns: (hide, show) => void set({ hide: join(hide), show: join(show) }),
    setRows: (rows) => void set({ rows }),
    clear: () => void set({ f: null, q: null, cursor: null }, data),
  }
}
