'use client'

import { useEffect, type RefObject } from 'react'
import { useShortcuts } from './shortcuts.ts'

interface RowKeys {
  readonly move: (step: number) => void
  readonly toggle: () => void
}

const tables = new WeakMap<Element, RowKeys>()

/** The table that holds the focus, otherwise the first of the page. */
function target(): RowKeys | undefined {
  const body = document.activeElement?.closest('tbody[data-rows]') ?? document.querySelector('tbody[data-rows]')
  return body ? tables.get(body) : undefined
}

/** j, k and x for the rows of one table body. */
export function useRowKeys(body: RefObject<HTMLElement | null>, selectable: boolean, keys: RowKeys) {
  useEffect(() => {
    if (body.current) tables.set(body.current, keys)
  })
  useShortcuts([
    { keys: 'j', label: 'Next row', group: 'Tables', run: () => target()?.move(1) },
    { keys: 'k', label: 'Previous row', group: 'Tables', run: () => target()?.move(-1) },
    ...(selectable ? [{ keys: 'x', label: 'Select row', group: 'Tables', run: () => target()?.toggle() }] : []),
  ])
}
