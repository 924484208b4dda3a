import type { StoredProblem } from '#server/contracts/problems.ts'

/** Why a table is refused; each has one title. */
export const TABLE_REFUSALS = {
  empty: 'The file is empty',
  'no-rows': 'The table has no rows',
  header: 'The header cannot be used',
  ragged: 'A line has another number of cells than the header',
  quoting: 'Quotes are not used as RFC 4180 says',
  'line-ends': 'Lines end in a way that is not supported',
  encoding: 'The text is not UTF-8',
  'invalid-character': 'The text holds a character that cannot be stored',
  'not-tabular': 'The file is not a table',
  'malformed-parquet': 'The file is not a readable Parquet file',
  encrypted: 'The file is encrypted',
  'unsupported-type': 'A column has a type that is not supported',
  'missing-column': 'A declared column is missing',
  'resource-limit': 'The table exceeds a limit',
} as const
export type TableRefusalCode = keyof typeof TABLE_REFUSALS

/** Bytes that are not taken in as a table, said so that a person can act: `detail` is what and where, `fix` what to do. */
export class TableRefusal extends Error {
  readonly code: TableRefusalCode
  readonly detail: string
  readonly fix: string

  constructor(code: TableRefusalCode, detail: string, fix: string) {
    super(detail)
    this.name = 'TableRefusal'
    this.code = code
    this.detail = detail
    this.fix = fix
  }

  get title(): string {
    return TABLE_REFUSALS[this.code]
  }

  get problem(): StoredProblem {
    return { code: this.code, title: this.title, detail: this.detail, fix: this.fix }
  }
}

const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const MAX_QUOTED = 60

/** A name or cell out of a file, as it may stand in a sentence: bounded, quoted, without control characters. */
export function quoteText(text: string): string {
  const short = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
  return `“${short.replace(CONTROL, '�')}”`
}

/** Names in a sentence: all of a few, the first of many. */
export function listNames(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map(quoteText).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}
