import { metricTitle } from '#server/contracts/metric-titles.ts'
import type { ModelHealthView } from '#server/contracts/model-health.ts'
import type { Twin } from '../../charts/figure.tsx'
import { formatCount, formatInterval, formatMetric, formatPercent, missing } from '../../ui/format.ts'
import { formatDate } from '../../ui/format-time.ts'
import { dayOf, daysOf } from '../costs/costs-range.ts'
import { money } from '../costs/costs-words.ts'
import { readDay, type DayReading } from './day-reading.ts'
import type { HealthMark } from './health-marks.ts'
import { startOf, type Days } from './health-range.ts'

/** So many of the newest days are in the table of the page; the CSV has all. */
const SHOWN = 200

const isEmpty = ({ window, cost, marks }: DayReading): boolean => window === null && cost === null && marks.length === 0
const live = ({ deployments }: DayReading): string => deployments.map(({ version }) => `v${version}`).join(', ')
const told = ({ marks }: DayReading): string => marks.map(({ text }) => text).join('; ')

function row(reading: DayReading, currency: string): string[] {
  const { window, cost, day } = reading
  const { performance, drift, fairness } = window ?? {}
  return [
    formatDate(startOf(day)),
    live(reading) || missing,
    formatMetric(drift?.psi, 3),
    drift?.feature ?? missing,
    formatMetric(performance?.value, 3),
    formatInterval(performance?.lower, performance?.upper, 3),
    formatMetric(performance?.estimate, 3),
    formatPercent(window?.coverage, 0),
    formatMetric(fairness?.value, 3),
    formatCount(window?.rows),
    cost ? money(cost.amount, currency) : missing,
    told(reading) || missing,
  ]
}

function csvRow(reading: DayReading): (string | number | null)[] {
  const { window, cost, day } = reading
  const { performance, drift, fairness } = window ?? {}
  const interval = performance?.lower == null ? null : `${performance.lower} to ${performance.upper}`
  return [
    day,
    live(reading),
    drift?.psi ?? null,
    drift?.feature ?? null,
    performance?.value ?? null,
    interval,
    performance?.estimate ?? null,
    window?.coverage ?? null,
    fairness?.value ?? null,
    window?.rows ?? null,
    cost?.amount ?? null,
    told(reading),
  ]
}

/** The timeline as a table, a row for each day on which there is anything to tell, newest first. */
export function timelineTwin(health: ModelHealthView, marks: readonly HealthMark[], shown: Days, now: number): Twin {
  const last = shown.to > dayOf(now) ? dayOf(now) : shown.to
  const readings = daysOf({ from: shown.from, to: last })
    .toReversed()
    .map((day) => readDay(health, marks, day, now))
    .filter((reading) => !isEmpty(reading))
  return {
    caption: `${health.model} by day${readings.length > SHOWN ? `, the newest ${SHOWN}; the CSV has all ${readings.length}` : ''}`,
    columns: [
      { label: 'Day' },
      { label: 'Live' },
      { label: 'Largest PSI', kind: 'number' },
      { label: 'Input' },
      { label: health.metric === null ? 'Metric' : metricTitle(health.metric), kind: 'number' },
      { label: '95 % interval', kind: 'interval' },
      { label: 'Estimated', kind: 'number' },
      { label: 'Labelled', kind: 'number' },
      { label: 'Lowest ratio', kind: 'number' },
      { label: 'Rows', kind: 'number' },
      { label: 'Cost', kind: 'number' },
      { label: 'Happened' },
    ],
    rows: readings.slice(0, SHOWN).map((reading) => row(reading, health.currency)),
    csv: readings.map(csvRow),
  }
}
