import { TypeTally } from '#server/kernel/table/type-tally.ts'
import type { GoldenFile } from './kind.ts'
import { Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { cells: string[]; expected: string }

const encoder = new TextEncoder()

/** Column types of cells of text; what the files call datetime is a timestamp here. */
export function typeInference({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { cells, expected } of content.cases as Case[]) {
    const column = new TypeTally()
    cells.forEach((cell, row) => {
      const bytes = encoder.encode(cell)
      column.add(bytes, 0, bytes.length, row)
    })
    tally.case(JSON.stringify(cells.slice(0, 4)))('type', column.type, expected === 'datetime' ? 'timestamp' : expected)
  }
  return tally.outcome()
}
