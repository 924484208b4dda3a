import { RecordScanner } from './record-scanner.ts'
import { TableRefusal } from '../refusal.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
const SAMPLE_RECORDS = 50

/**
 * The delimiter of a CSV text by its beginning (`complete`: all of it): the one that cuts the header into most cells and the
 * following records into as many; a comma when none cuts anything.
 */
export function delimiterOf(head: Uint8Array, complete: boolean): number {
  const candidates = DELIMITERS.map((delimiter) => {
    const counts: number[] = []
    const scanner = new RecordScanner(delimiter.charCodeAt(0), ({ count, blank }) => {
      if (counts.length < SAMPLE_RECORDS && !blank) counts.push(count)
    })
    try {
      scanner.push(head.slice())
      if (complete) scanner.finish()
    } catch (error) {
      if (!(error instanceof TableRefusal)) throw error
    }
    const [header = 0, ...rest] = counts
    return { delimiter, header, agree: rest.every((count) => count === header) }
  })
  const cutting = candidates.filter(({ header }) => header > 1).sort((a, b) => Number(b.agree) - Number(a.agree) || b.header - a.header)
  return (cutting[0]?.delimiter ?? ',').charCodeAt(0)
}
