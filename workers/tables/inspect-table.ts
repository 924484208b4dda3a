import type { SnapshotColumn, SnapshotFinding, SnapshotFormat } from '#server/contracts/datasets.ts'
import { ColumnProfiler } from '#server/kernel/profile/column-profiler.ts'
import { summariseProfile } from '#server/kernel/profile/summarise-profile.ts'
import type { ColumnSummary } from '#server/kernel/profile/summarise-profile.ts'
import { openTable } from './open-table.ts'
import { RowRepeats } from './row-repeats.ts'
import { textsOf } from './table-source.ts'
import type { SourceColumn } from './table-source.ts'

/** From this share of missing values on, a person should know. */
const NOTABLE_MISSING = 0.05

export interface TableInspection {
  rows: number
  columns: SnapshotColumn[]
  findings: SnapshotFinding[]
  /** Rows whose key, when one was asked for and exists, is that of an earlier row; null when not counted. */
  repeatedKeys: number | null
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
const number = (value: number): string => value.toLocaleString('en-US')

function columnFindings({ name }: SourceColumn, summary: ColumnSummary, rows: number, known: readonly SnapshotFinding[]): SnapshotFinding[] {
  const findings: SnapshotFinding[] = []
  const add = (code: string, detail: string) => findings.push({ code, column: name, detail, severity: 'warning' })
  const { missing, distinct, top, numbers } = summary
  const infinite = numbers?.infinite ?? top.reduce((sum, { value, count }) => sum + (/^-?Infinity$/.test(value) ? count : 0), 0)
  if (missing === rows) add('empty-column', 'There is no value in any row.')
  else if (missing >= NOTABLE_MISSING * rows) {
    add('missing-values', `${number(missing)} of ${number(rows)} values (${percent(missing / rows)}) are missing.`)
  }
  if (distinct === 1 && missing < rows && rows > 1) add('constant', `Every value is the same: ${JSON.stringify(top[0]?.value ?? '').slice(0, 80)}.`)
  if (infinite > 0 && !known.some((finding) => finding.column === name && finding.code === 'infinite')) {
    add('infinite', `${number(infinite)} ${infinite === 1 ? 'value is' : 'values are'} infinite.`)
  }
  return findings
}

/**
 * Reads a whole table once and describes it: rows, and of each column type, missing values and profile, with findings about what
 * is odd. Streams: memory depends on the number of columns, not of rows. Throws TableRefusal when the table cannot be used.
 * @param key a column whose repeated values are counted.
 */
export async function inspectTable(path: string, format: SnapshotFormat, key?: string): Promise<TableInspection> {
  const source = await openTable(path, format)
  const { rows, columns } = source
  const profilers = columns.map(({ type }) => new ColumnProfiler(type))
  const keyAt = columns.findIndex(({ name }) => name === key)
  const whole = new RowRepeats(true)
  const keys = new RowRepeats(false)
  await source.read(
    columns.map((_, i) => i),
    {
      beginBlock(count) {
        whole.beginBlock(count)
        keys.beginBlock(count)
      },
      addCells(column, cells) {
        const profiler = profilers[column]
        if (cells.kind === 'numbers') profiler.addNumbers(cells.values)
        else profiler.addTexts(textsOf(cells))
        whole.addCells(column, cells)
        if (column === keyAt) keys.addCells(column, cells)
      },
    },
  )
  const findings = [...source.findings]
  const repeats = whole.count() ?? 0
  if (repeats > 0)
    findings.push({
      code: 'duplicate-rows',
      detail: `${number(repeats)} ${repeats === 1 ? 'row repeats' : 'rows repeat'} an earlier row in every column.`,
      severity: 'warning',
    })
  const summaries = profilers.map((profiler) => summariseProfile(profiler.finish()))
  columns.forEach((column, i) => findings.push(...columnFindings(column, summaries[i], rows, source.findings)))
  return {
    rows,
    columns: columns.map(({ name, type }, i) => ({
      name,
      type: summaries[i].missing === rows ? 'empty' : type,
      missing: summaries[i].missing,
      profile: { ...summaries[i] },
    })),
    findings,
    repeatedKeys: keyAt < 0 ? null : keys.count(),
  }
}
