import { MISSING_WORDS } from '../table/cell-class.ts'
import { foldText } from '../sketch/text-tally.ts'
import type { ColumnPair } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import { percent } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** Texts that are mostly different from each other are names or prose, not categories. */
const LEAST_REPEATS = 2

const words: ReadonlySet<string> = new Set(MISSING_WORDS)
const LONGEST_WORD = Math.max(...MISSING_WORDS.map(({ length }) => length))
const saysMissing = (text: string): boolean => {
  const trimmed = text.trim()
  return trimmed === '' || (trimmed.length <= LONGEST_WORD && words.has(trimmed))
}
const quoted = (text: string): string => `"${text.slice(0, 40)}"`

/** Codes that occur, by their text when case and outer blanks do not count. */
function spellings({ valueCounts }: ColumnPair['current']): Map<string, number[]> {
  const { names, counts } = valueCounts()
  const groups = new Map<string, number[]>()
  names.forEach((name, code) => {
    if (counts[code] === 0 || saysMissing(name)) return
    const key = foldText(name)
    groups.set(key, [...(groups.get(key) ?? []), code])
  })
  return groups
}

/** The same category in several spellings: `Blue`, `blue ` and `BLUE` are three to a model. */
export function checkSpelling({ name, reference, current }: ColumnPair): QualityFinding[] {
  if (current.column.kind !== 'string' || reference.column.kind !== 'string' || current.usable < LEAST_REPEATS * current.distinct) return []
  const { names, counts, codes } = current.valueCounts()
  const mixed = [...spellings(current).values()].filter((group) => group.length > 1)
  if (mixed.length === 0) return []
  const lesser = new Set(mixed.flatMap((group) => group.toSorted((a, b) => counts[b] - counts[a]).slice(1)))
  const count = [...lesser].reduce((sum, code) => sum + counts[code], 0)
  const shown = mixed[0].map((code) => quoted(names[code])).join(' and ')
  const more = mixed.length > 1 ? `, and ${mixed.length - 1} more such values` : ''
  const detail = `${name} holds ${shown}${more}, which differ in case or spaces only: ${count} rows (${percent(count / current.rows)}) have a rarer spelling. Send one spelling.`
  const examples = exampleRows(current.rows, (row) => lesser.has(codes[row]))
  return [{ code: 'mixed-spelling', column: name, count, severity: 'warning', detail, examples }]
}

/** Missing values that are spelled out in text (`NA`, `n/a`, blanks): to a model they are values. */
export function checkMissingWords({ name, reference, current }: ColumnPair): QualityFinding[] {
  if (current.column.kind !== 'string') return []
  const { names, counts, codes } = current.valueCounts()
  const used: number[] = []
  names.forEach((text, code) => {
    if (counts[code] > 0 && saysMissing(text)) used.push(code)
  })
  if (used.length === 0) return []
  const before = reference.valueCounts()
  const isKnown = (text: string): boolean => before.names.some((one, code) => one === text && before.counts[code] > 0)
  const spelled = used.length + (current.usable < current.rows ? 1 : 0)
  // One word that the reference holds too may be a value: NA is Namibia.
  if (spelled < 2 && used.every((code) => isKnown(names[code]))) return []
  const said = new Set(used)
  const count = used.reduce((sum, code) => sum + counts[code], 0)
  const shown = used.slice(0, 3).map((code) => quoted(names[code]))
  const beside = current.usable < current.rows ? ', beside values that are missing' : ''
  const detail = `${count} rows (${percent(count / current.rows)}) of ${name} say in words that there is no value: ${shown.join(', ')}${beside}. Leave the value out, or keep to one word.`
  const examples = exampleRows(current.rows, (row) => said.has(codes[row]))
  return [{ code: 'missing-words', column: name, count, severity: 'warning', detail, examples }]
}
