import { refuse } from './refuse.ts'

/** An opaque cursor over the sort key of the last item of a page. */
export const encodeCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Refuses a cursor that no list gave out. */
export const refuseCursor = (): never =>
  refuse('invalid', 'The cursor is not one that a list gave out.', [
    { path: 'cursor', message: 'Not a cursor of this list.', fix: 'Use nextCursor of the page before, or leave it out.' },
  ])

export function decodeCursor(cursor: string | undefined, parts: number): string[] | null {
  if (cursor === undefined) return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')) return key
  } catch {
    // Falls through to the refusal below.
  }
  return refuseCursor()
}

/** Cuts a list that was read with `limit + 1` rows into a page. */
export function toPage<Row, Item>(rows: Row[], limit: number, keyOf: (row: Row) => readonly string[], view: (row: Row) => Item) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(view),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  }
}
