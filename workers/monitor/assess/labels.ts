import type { Column } from '#server/kernel/table/column.ts'
import { rowsOf, valueText } from '#server/kernel/table/column.ts'

/** Labels are compared as text; true and false are 1 and 0, and numbers are equal however they are written, as far as they are exact. */
export function labelText(label: string | number | boolean): string {
  const text = String(label)
  if (/^true$/i.test(text)) return '1'
  if (/^false$/i.test(text)) return '0'
  const number = Number(text)
  return text.trim() !== '' && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? String(number) : text
}

/** The distinct labels of a column as codes; -1 is missing. */
export function labelCodes(column: Column): { codes: Int32Array; names: string[] } {
  const codes = new Int32Array(rowsOf(column)).fill(-1)
  const known = new Map<string, number>()
  for (let row = 0; row < codes.length; row++) {
    const value = valueText(column, row)
    if (value === null) continue
    const text = labelText(value)
    const code = known.get(text) ?? known.size
    known.set(text, code)
    codes[row] = code
  }
  return { codes, names: [...known.keys()] }
}
