import { writeTable } from './drift-tables.ts'

/** What the child is asked for. */
export interface TablesQuestion {
  reference: string
  current: string
  rows: number
}

/** Writes the two tables of the bench in a process of its own, whose memory is not part of what is measured. */
process.once('message', (question) => {
  const { reference, current, rows } = question as TablesQuestion
  writeTable(reference, 'reference', rows)
  writeTable(current, 'current', rows)
  process.send?.({ written: true })
})
