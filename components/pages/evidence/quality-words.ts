import type { ExpectationResult } from '#server/kernel/quality/expectation.ts'
import type { QualityColumn, QualityFinding } from '#server/kernel/quality/quality-result.ts'
import { formatInstant } from '../../ui/format-time.ts'
import { formatCount, formatMetric, inWords } from '../../ui/format.ts'

/** How the console speaks of data quality. Pure. */

/** Blocking findings first, then by how many rows they concern. */
export const worstFirst = (findings: readonly QualityFinding[]): QualityFinding[] =>
  findings.toSorted((a, b) => Number(b.severity === 'blocking') - Number(a.severity === 'blocking') || b.count - a.count)

const isTime = (type: string): boolean => type === 'date' || type === 'timestamp'

/** A figure of a column in its own unit: of times an instant, else a number. */
export function figureWords(type: string, value: number | undefined): string | null {
  if (value === undefined) return null
  if (!isTime(type)) return Number.isInteger(value) ? formatMetric(value, 0) : formatMetric(value)
  const instant = formatInstant(value)
  return type === 'date' ? instant.replace(/, \d\d:\d\d UTC$/, '') : instant
}

/** Row numbers as people count them in a file: the first row is 1. */
export const exampleWords = (examples: readonly number[] | undefined): string | null =>
  examples === undefined || examples.length === 0 ? null : examples.map((row) => formatCount(row + 1)).join(', ')

/** "no value is missing", "between 18 and 100": what is expected of a column's values. */
export function expectationWords({ expectation }: Pick<ExpectationResult, 'expectation'>, type = 'number'): string {
  const write = (value: number) => figureWords(type, value) ?? ''
  switch (expectation.kind) {
    case 'not-null':
      return 'no value is missing'
    case 'unique':
      return 'no value comes twice'
    case 'not-decreasing':
      return 'values never decrease from row to row'
    case 'range': {
      const { min, max } = expectation
      return min === undefined ? `at most ${write(max ?? 0)}` : max === undefined ? `at least ${write(min)}` : `between ${write(min)} and ${write(max)}`
    }
    case 'in-set': {
      const shown = expectation.values.slice(0, 6)
      return `one of ${shown.join(', ')}${expectation.values.length > shown.length ? ` and ${inWords(expectation.values.length - shown.length)} more` : ''}`
    }
    case 'length': {
      const { shortest, longest } = expectation
      return `${shortest ?? 0} to ${longest === undefined ? 'any number of' : formatCount(longest)} characters`
    }
  }
}

const PROBLEMS: Record<NonNullable<ExpectationResult['problem']>, string> = {
  'column-absent': 'the column is not there',
  'not-numbers': 'the column holds no numbers',
  'not-texts': 'the column holds no texts',
}

/** Why an expectation could not be looked at. */
export const problemWords = (problem: NonNullable<ExpectationResult['problem']>): string => PROBLEMS[problem]

/** "web, branch, broker": the most frequent values with their share of the rows that have one. */
export function topWords({ top, rows, missing }: Pick<QualityColumn, 'top' | 'missing'> & { readonly rows?: number | undefined }): string | null {
  if (!top || top.length === 0) return null
  const usable = rows === undefined ? 0 : rows - missing
  return top
    .slice(0, 3)
    .map(({ value, count }) => (usable > 0 ? `${value} ${Math.round((count / usable) * 100)} %` : value))
    .join(', ')
}
