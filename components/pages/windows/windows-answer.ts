import type { WindowSummary, WindowView } from '#server/contracts/monitoring.ts'
import { inWords, plural } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'
import { driftSeries, newestAssessed } from './window-series.ts'
import { aSize, ordinal, windowName } from './window-words.ts'

export interface WindowsAnswer {
  readonly state: StateName
  readonly answer: string
  readonly lead: string
}

type Drift = NonNullable<WindowSummary['drift']>

const THINGS = ['input or score', 'inputs and scores'] as const
const has = (count: number): string => (count === 1 ? 'has' : 'have')

/** Why a kind could not be measured in a window; null where it was, or nothing says why. */
export const whyNotMeasured = (summary: WindowSummary, kind: string): string | null => summary.notMeasured.find((one) => one.kind === kind)?.detail ?? null

/** "debt, for the second day in a row"; of several, each with its own: "debt (second day in a row), age and more". */
function driftedWords(windows: readonly WindowView[], size: WindowView['size'], count: number): string {
  const drifted = driftSeries(windows).filter((one) => one.verdict === 'drift')
  const row = (streak: number) => `${ordinal(streak)} ${size} in a row`
  const [first] = drifted
  if (first && count === 1) return `${first.feature}${first.streak > 1 ? `, for the ${row(first.streak)}` : ''}`
  const named = drifted.slice(0, 3).map(({ feature, streak }) => (streak > 1 ? `${feature} (${row(streak)})` : feature))
  return `${named.join(', ')}${count > named.length ? ' and more' : ''}`
}

function driftAnswer(drift: Drift, windows: readonly WindowView[], size: WindowView['size']): Omit<WindowsAnswer, 'lead'> {
  const compared = drift.compared ?? drift.features.length
  if (drift.verdict === 'drift' || drift.outputVerdict === 'drift') {
    const drifted = drift.drifted ?? drift.features.filter(({ verdict }) => verdict === 'drift').length
    return { state: 'drift', answer: `${drifted} of ${plural(compared, ...THINGS)} ${has(drifted)} drifted: ${driftedWords(windows, size, drifted)}.` }
  }
  const unknown = drift.features.filter(({ verdict }) => verdict !== 'stable' && verdict !== 'too-small-to-matter').length
  if (unknown === drift.features.length) return { state: 'not-enough-data', answer: `The newest ${size} has too few rows to judge drift.` }
  const rest = unknown === 0 ? '' : `; ${inWords(unknown)} of them could not be judged`
  return { state: 'stable', answer: `Nothing drifted in the newest ${size}: ${plural(compared, ...THINGS)} looked at${rest}.` }
}

/** What production looks like by its windows, newest first, in a sentence. Pure. */
export function windowsAnswer(windows: readonly WindowView[]): WindowsAnswer {
  const assessed = windows.filter((window) => window.summary !== null)
  const newest = newestAssessed(windows)
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
  const { summary, size } = newest
  const of = `${windowName(newest)}, ${plural(summary.measuredRows, 'row')}, ${Math.round(summary.coverage * 100)} % with a label`
  const lead = `${plural(assessed.length, 'window')} of ${aSize(size)} each${rest ? `; ${rest}` : ''}. The newest: ${of}.`
  if (summary.drift) return { ...driftAnswer(summary.drift, windows, size), lead }
  const why = whyNotMeasured(summary, 'drift')
  return { state: 'not-measured', answer: `Drift was not measured in the newest ${size}.`, lead: [why, lead].filter(Boolean).join(' ') }
}
