import { answerOnce } from '#workers/runtime/answer-once.ts'
import { writeTable } from './drift-tables.ts'

/** What the child is asked for. */
export interface TablesQuestion {
  reference: string
  current: string
  rows: number
}

/** Writes the two tables of the bench in a process of its own, whose memory is not part of what is measured. */
answerOnce(async ({ reference, current, rows }: TablesQuestion) => {
  writeTable(reference, 'reference', rows)
  writeTable(current, 'current', rows)
  return { written: true }
})
