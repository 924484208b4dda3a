import type { SnapshotFinding } from '#server/contracts/datasets.ts'
import { TypeTally } from '#server/kernel/table/type-tally.ts'
import { MAX_ROWS } from '../limits.ts'
import { TableRefusal } from '../refusal.ts'
import type { TableSink, TableSource } from '../table-source.ts'
import { CellReader } from './cell-reader.ts'
import { delimiterOf } from './dialect.ts'
import { namesOf } from './header.ts'
import { RecordScanner } from './record-scanner.ts'
import type { CsvRecord } from './record-scanner.ts'
import { headerFindings, textFindings } from './text-findings.ts'
import { encodingOf, headOf, refuseMarkup, utf8Chunks } from './text-stream.ts'
import type { TextEncoding } from './text-stream.ts'

const HEAD_BYTES = 64 * 1024

interface Dialect {
  encoding: TextEncoding
  bom: number
  delimiter: number
}

async function dialectOf(path: string): Promise<Dialect> {
  const head = await headOf(path, HEAD_BYTES)
  const complete = head.length < HEAD_BYTES
  const { encoding, bom } = encodingOf(head)
  const text = new TextDecoder(encoding).decode(head)
  refuseMarkup(text)
  const utf8 = encoding === 'utf-8' ? head.subarray(bom) : Buffer.from(text, 'utf8')
  return { encoding, bom, delimiter: delimiterOf(utf8, complete) }
}

const EMPTY_RECORD = { starts: new Int32Array(1), ends: new Int32Array(1), count: 1, blank: true }

/**
 * Streams the data records of a file, the header given first. Blank lines may stand at the end; between rows each is a missing
 * value in a table of one column and a defect in any other.
 */
async function scan(path: string, dialect: Dialect, header: (record: CsvRecord) => number, visit: (record: CsvRecord) => void): Promise<void> {
  let columns = 0
  let blanks = 0
  let blankLine = 0
  const scanner = new RecordScanner(dialect.delimiter, (record) => {
    if (columns === 0) {
      columns = header(record)
      return
    }
    if (record.blank) {
      if (blanks++ === 0) blankLine = record.line
      return
    }
    if (blanks > 0 && columns > 1) throw ragged(blankLine, 'is blank', columns)
    if (record.count !== columns) throw ragged(record.line, `has ${record.count === 1 ? '1 cell' : `${record.count} cells`}`, columns)
    for (; blanks > 0; blanks--) visit({ ...record, ...EMPTY_RECORD })
    visit(record)
  })
  for await (const chunk of utf8Chunks(path, dialect)) scanner.push(chunk)
  scanner.finish()
}

const ragged = (line: number, what: string, columns: number): TableRefusal =>
  new TableRefusal('ragged', `Line ${line} ${what}; the header has ${columns}.`, 'Write every column in every line, missing values as empty cells.')

function encodingFindings(encoding: TextEncoding): SnapshotFinding[] {
  if (encoding === 'utf-8') return []
  return [{ code: 'encoding', detail: `The file is ${encoding.toUpperCase()}; it was read as such.`, severity: 'warning' }]
}

/**
 * Opens a CSV file (RFC 4180; comma, semicolon, tab or bar; UTF-8, or UTF-16 with its mark) by reading it once for the types of its
 * columns, which follow from all cells. A cell is missing when it is empty or blank and, in a column that is not text, when it is
 * one of MISSING_WORDS. Throws TableRefusal, which names the line.
 */
export async function openCsv(path: string): Promise<TableSource> {
  const dialect = await dialectOf(path)
  let names: string[] = []
  let tallies: TypeTally[] = []
  let rows = 0
  await scan(
    path,
    dialect,
    (record) => {
      names = namesOf(record)
      tallies = names.map(() => new TypeTally())
      return names.length
    },
    ({ bytes, starts, ends, count }) => {
      for (let i = 0; i < count; i++) tallies[i].add(bytes, starts[i], ends[i], rows)
      rows++
    },
  )
  if (names.length === 0) throw new TableRefusal('empty', 'The file holds no text.', 'Export the table again and send the new file.')
  if (rows === 0) throw new TableRefusal('no-rows', 'There is a header and no row.', 'Send a table with at least one row.')
  if (rows > MAX_ROWS) throw new TableRefusal('resource-limit', `The table has more than ${MAX_ROWS} rows.`, 'Split it.')
  const columns = names.map((name, i) => ({ name, type: tallies[i].type }))
  const findings = [...encodingFindings(dialect.encoding), ...headerFindings(names), ...names.flatMap((name, i) => textFindings(name, tallies[i]))]
  return { rows, columns, findings, parts: 1, read: readAgain }

  async function readAgain(wanted: readonly number[], sink: TableSink): Promise<void> {
    const exact = tallies.map((tally) => tally.type === 'integer' && tally.count('long-integer') > 0)
    const reader = new CellReader(
      wanted.map((index) => ({ index, type: exact[index] ? 'exact' : columns[index].type })),
      sink,
    )
    let again = 0
    await scan(
      path,
      dialect,
      (record) => record.count,
      (record) => {
        again++
        reader.add(record)
      },
    )
    reader.flush()
    if (again !== rows) throw new TableRefusal('ragged', 'The file changed while it was read.', 'Send it again.')
  }
}
