import { gammaP } from '../numbers/incomplete-gamma.ts'
import { foldText } from '../sketch/text-tally.ts'
import { chanceAllNew } from './chance.ts'
import type { ColumnPair } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import { CHANCE, percent, severityOf } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** Numbers with at most this many values in the reference are codes as far as this check goes. */
const MOST_CODES = 50

/** Does the column take values from a list, rather than measure? */
const holdsCategories = ({ categorical, reference }: ColumnPair): boolean =>
  categorical || reference.column.kind === 'string' || reference.distinct <= MOST_CODES

/** Case, outer blanks and how letters are composed do not count. */
const spellingOf = (text: string): string => foldText(text.normalize('NFKC'))

/**
 * Are the unseen values more than chance? Either one of them comes too often never to have been among the reference's rows, or there
 * are more of them than the reference's rare values let expect: the chance that a further row brings a new value is
 * about the share of values seen once (Good & Turing; Good, Biometrika 40, 1953), here with an upper limit for that share.
 *
 * @param unseen how many values there are, and the rows of the most frequent one
 */
function moreThanChance(unseen: { values: number; most: number }, once: number, distinct: number, rows: number, known: number): boolean {
  if ((distinct + unseen.values) * chanceAllNew(unseen.most, rows, known) < CHANCE) return true
  const upper = once + 1 + 3 * Math.sqrt(once + 1)
  return gammaP(unseen.values, (rows * upper) / (known + 1)) < CHANCE
}

/** Values that the reference does not hold, more of them than chance explains. */
export function checkCategories(pair: ColumnPair): QualityFinding[] {
  const { name, feature, reference, current } = pair
  if (!holdsCategories(pair) || reference.usable === 0 || reference.column.kind !== current.column.kind) return []
  const before = reference.valueCounts()
  const now = current.valueCounts()
  const known = new Set<string>()
  let once = 0
  before.names.forEach((text, code) => {
    if (before.counts[code] > 0) known.add(text)
    if (before.counts[code] === 1) once++
  })
  const unseen: number[] = []
  let [count, most] = [0, 0]
  now.names.forEach((text, code) => {
    if (now.counts[code] === 0 || known.has(text)) return
    unseen.push(code)
    count += now.counts[code]
    most = Math.max(most, now.counts[code])
  })
  if (count === 0 || !moreThanChance({ values: unseen.length, most }, once, reference.distinct, current.usable, reference.usable)) return []
  unseen.sort((a, b) => now.counts[b] - now.counts[a])
  const names = unseen.slice(0, 3).map((code) => `"${now.names[code].slice(0, 40)}"`)
  const spelling = new Map([...known].map((text) => [spellingOf(text), text]))
  const twin = unseen.map((code) => spelling.get(spellingOf(now.names[code]))).find((text) => text !== undefined)
  const advice = twin === undefined ? 'The model was not trained on it.' : `"${twin}" is known: only case or spaces differ.`
  const more = unseen.length > names.length ? ` and ${unseen.length - names.length} more` : ''
  const set = new Set(unseen)
  const examples = exampleRows(current.rows, (row) => set.has(now.codes[row]))
  const detail = `${count} rows (${percent(count / current.rows)}) hold values of ${name} that the reference does not: ${names.join(', ')}${more}. ${advice}`
  return [{ code: 'unseen-category', column: name, count, severity: severityOf(feature, count, current.rows), detail, examples }]
}
