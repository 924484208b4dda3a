import { checkNames } from '../column-names.ts'
import { TableRefusal } from '../refusal.ts'
import type { CsvRecord } from './record-scanner.ts'

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Text of cell `i` of a record. */
const cellText = ({ bytes, starts, ends }: CsvRecord, i: number): string => decoder.decode(bytes.subarray(starts[i], ends[i]))

/** Column names from the first record, as they stand there. */
export function namesOf(record: CsvRecord): string[] {
  const names = Array.from({ length: record.count }, (_, i) => cellText(record, i))
  if (record.blank) throw new TableRefusal('header', 'Line 1 is blank where the column names should be.', 'Begin the file with the column names.')
  checkNames(names, 'line 1')
  return names
}
