import { MAX_CELL_BYTES } from '../limits.ts'
import { TableRefusal } from '../refusal.ts'
import type { Leaf } from './leaf.ts'

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 as text. Throws TableRefusal for other bytes. */
export function textOf(bytes: Uint8Array): string {
  try {
    return strictText.decode(bytes)
  } catch {
    throw new TableRefusal('encoding', 'A text column holds bytes that are not UTF-8.', 'Write texts as UTF-8, or declare the column binary.')
  }
}

/** A text unless it is longer than a cell may be. Throws TableRefusal. */
export function ofCellSize(text: string, { name }: Leaf): string {
  if (text.length <= MAX_CELL_BYTES) return text
  throw new TableRefusal('resource-limit', `A value of column ${name} has more than ${MAX_CELL_BYTES / 1024 ** 2} MB.`, 'Keep documents outside the table.')
}

/** UTF-8 of a cell as text. Throws TableRefusal. */
export const checkedText = (bytes: Uint8Array, leaf: Leaf): string => ofCellSize(textOf(bytes), leaf)
