import type { WindowView } from '#server/contracts/monitoring.ts'
import { inWords, plural } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'
import { driftSeries } from './window-series.ts'
import { sizeWords, windowName } from './window-words.ts'

export interface WindowsAnswer {
  readonly state: StateName
  readonly answer: string
  readonly lead: string
}

const ordinal = (count: number): string => ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'][count] ?? `${count}th`

/** What production looks like by its windows, newest first, in a sentence. Pure. */
export function windowsAnswer(windows: readonly WindowView[]): WindowsAnswer {
  const assessed = windows.filter((window) => window.summary !== null)
  const [newest] = assessed
  const failed = windows.filter((window) => window.status === 'failed').length
  const waiting = windows.filter((window) => ['open', 'pending', 'processing'].includes(window.status)).length
  const rest = [
    failed > 0 ? `${inWords(failed)} could not be assessed` : '',
    waiting > 0 ? `${inWords(waiting)} ${waiting === 1 ? 'is' : 'are'} not assessed yet` : '',
  ]
    .filter(Boolean)
    .join(', ')
  if (!newest?.summary) {
    return {
      state: 'not-measured',
      answer: windows.length === 0 ? 'Nothing was predicted yet, so there is no window to look at.' : 'No window of production is assessed yet.',
      lead: 'A window is assessed on its own once it is over; rows and labels that come later make it be assessed again.',
    }
  }
  const series = driftSeries(assessed)
  const drifted = series.filter((one) => one.verdict === 'drift')
  const { measuredRows, coverage } = newest.summary
  const of = `${windowName(newest)}, ${plural(measuredRows, 'row')}, ${Math.round(coverage * 100)} % with a label`
  const lead = `${plural(assessed.length, 'window')} of a ${newest.size} each${rest ? `; ${rest}` : ''}. The newest: ${of}.`
  if (drifted.length === 0) {
    const judged = series.some((one) => one.verdict === 'stable' || one.verdict === 'too-small-to-matter')
    return judged
      ? {
          state: 'stable',
          answer: `Nothing drifted in the newest ${newest.size}: ${plural(series.length, 'input or score', 'inputs and scores')} looked at.`,
          lead,
        }
      : { state: 'not-enough-data', answer: `The newest ${newest.size} has too few rows to judge drift.`, lead }
  }
  const longest = Math.max(...drifted.map((one) => one.streak))
  const names = drifted.slice(0, 3).map((one) => one.feature)
  const named = `${names.join(', ')}${drifted.length > names.length ? ' and more' : ''}`
  return {
    state: 'drift',
    answer: `${drifted.length} of ${plural(series.length, 'input or score', 'inputs and scores')} ${drifted.length === 1 ? 'has' : 'have'} drifted: ${named}${longest > 1 ? `, for the ${ordinal(longest)} ${sizeWords(newest.size, 1)} in a row` : ''}.`,
    lead,
  }
}
