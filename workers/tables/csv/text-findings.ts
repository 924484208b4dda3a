import type { SnapshotFinding } from '#server/contracts/datasets.ts'
import type { CellClassName } from '#server/kernel/table/cell-class.ts'
import type { TypeTally } from '#server/kernel/table/type-tally.ts'
import { quoteText } from '../refusal.ts'

const TYPED = ['integer', 'long-integer', 'number', 'infinite', 'boolean', 'date', 'timestamp'] as const satisfies readonly CellClassName[]
const TEXTS = ['text', 'local-number', 'local-date'] as const satisfies readonly CellClassName[]
const many = (count: number, one: string, more = `${one}s`): string => `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`

/** Rows are named as people count them: from 1, without the header. */
const rowAt = (tally: TypeTally, name: CellClassName): number => tally.firstRow(name) + 1

/** Types beside each other in a column that became text; null when text prevails or its codes have leading zeros. */
function mixedTypes(tally: TypeTally): string | null {
  const typed = TYPED.reduce((sum, name) => sum + tally.count(name), 0)
  const texts = tally.textCells
  if (texts > typed || typed === 0 || (texts > 0 && tally.count('padded-number') === texts)) return null
  const kinds = [...TYPED, ...TEXTS].filter((name) => tally.count(name) > 0).sort((a, b) => tally.count(b) - tally.count(a))
  const described = kinds.map((name) => `${many(tally.count(name), NAMES[name])} (first in row ${rowAt(tally, name)})`)
  return `Cells of several types make this column text: ${described.join(', ')}.`
}

const NAMES: Record<CellClassName, string> = {
  empty: 'empty cell',
  'missing-word': 'cell with a word for missing',
  integer: 'whole number',
  'long-integer': 'whole number beyond 2^53',
  number: 'number',
  infinite: 'infinite value',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  text: 'text',
  'padded-number': 'number with leading zeros',
  'local-number': 'number in local notation',
  'local-date': 'date in local notation',
}

/** What a reader of a CSV column should know that its type does not say. */
export function textFindings(column: string, tally: TypeTally): SnapshotFinding[] {
  const findings: SnapshotFinding[] = []
  const add = (code: string, detail: string) => findings.push({ code, column, detail, severity: 'warning' })
  const type = tally.type
  if (type === 'string') {
    const mixed = mixedTypes(tally)
    if (mixed) add('mixed-types', mixed)
    const dates = tally.count('local-date')
    const formats = `${many(dates, 'date')} not as YYYY-MM-DD (first in row ${rowAt(tally, 'local-date')})`
    if (dates > 0) add('date-format', `${formats}: kept as text, for the order of day and month is never guessed.`)
    const numbers = tally.count('local-number')
    const local = `${many(numbers, 'number')} with decimal commas or thousands separators (first in row ${rowAt(tally, 'local-number')})`
    if (numbers > 0) add('number-format', `${local}: kept as text. Write 1234.56.`)
    const words = tally.count('missing-word')
    if (words > 0) {
      add(
        'missing-words',
        `${many(words, 'cell')} with a word for missing such as NA or None (first in row ${rowAt(tally, 'missing-word')}): text here, not missing.`,
      )
    }
  }
  const infinite = tally.count('infinite')
  if (infinite > 0) add('infinite', `${many(infinite, 'value')} infinite or too large for a double (first in row ${rowAt(tally, 'infinite')}).`)
  return findings
}

/** A header of numbers alone is most likely the first row. */
export function headerFindings(names: readonly string[]): SnapshotFinding[] {
  const numeric = names.filter((name) => /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(name))
  if (numeric.length === 0 || numeric.length < names.length) return []
  const detail = `All column names are numbers (${quoteText(names[0])}…): the file may lack a header.`
  return [{ code: 'header-of-numbers', detail, severity: 'warning' }]
}
