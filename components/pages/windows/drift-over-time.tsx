'use client'

import { useState } from 'react'
import type { WindowView } from '#server/contracts/monitoring.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { Button } from '../../ui/button.tsx'
import { formatCount, formatMetric, inWords, plural } from '../../ui/format.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'
import { Note } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { stateOf, states } from '../../ui/states.ts'
import { driftSeries, newestAssessed, type FeatureSeries } from './window-series.ts'

const FIRST = 12
/** The floor that a change must pass to matter, as kernels have it by default. */
const PSI_FLOOR = 0.1
/** Where the common scale ends: beyond, how large a change is says no more. */
const PSI_TOP = 0.5

/** How many drifted in the newest window; where they were not compared there, that. */
function newestWords(windows: readonly WindowView[]): string {
  const drift = newestAssessed(windows)?.summary?.drift
  if (!drift) return 'not measured in the newest window'
  const drifted = drift.drifted ?? drift.features.filter(({ verdict }) => verdict === 'drift').length
  const listed = drift.compared !== undefined && drift.compared > drift.features.length ? `, of ${formatCount(drift.compared)} compared` : ''
  return `${drifted === 0 ? 'none' : inWords(drifted)} drifted in the newest window${listed}`
}

interface DriftOverTimeProps {
  /** Newest first. */
  readonly windows: readonly WindowView[]
}

/** Small multiples of the stability index, one scale for all, worst in the newest window first. */
export function DriftOverTime({ windows }: DriftOverTimeProps) {
  const [all, setAll] = useState(false)
  const series = driftSeries(windows)
  if (series.length === 0) return <Note>No window so far could be compared with the reference.</Note>
  const hourly = windows[0]?.size === 'hour'
  const day = (at: number) => (hourly ? formatInstant(at) : formatDate(at))
  const largest = Math.max(...series.flatMap((one) => one.points.map((point) => point.psi ?? 0)))
  const top = Math.min(PSI_TOP, Math.max(PSI_FLOOR * 1.5, largest))
  const shown = all ? series : series.slice(0, FIRST)
  return (
    <Figure
      caption={`Stability index of ${plural(series.length, 'input or score', 'inputs and scores')}, the same scale everywhere; ${newestWords(windows)}.${largest > top ? ` Lines end at ${formatMetric(top, 2)}; the values are in the table.` : ''}`}
      csvName="drift-over-time"
      twin={{
        caption: 'Stability index by window',
        columns: [{ label: 'Input or score' }, { label: 'Window from' }, { label: 'PSI', kind: 'number' }, { label: 'Verdict' }],
        rows: series.flatMap((one) => one.points.map((point) => [one.feature, day(point.at), formatMetric(point.psi, 3), states[stateOf(point.verdict)].word])),
        csv: series.flatMap((one) => one.points.map((point) => [one.feature, new Date(point.at).toISOString(), point.psi, point.verdict])),
      }}
    >
      <div className="sm-grid">
        {shown.map((one) => (
          <FeatureMultiple key={`${one.output}:${one.feature}`} series={one} top={top} day={day} />
        ))}
      </div>
      {series.length > FIRST ? (
        <div className="mt4">
          <Button size="small" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Show the ${FIRST} worst` : `Show all ${series.length}`}
          </Button>
        </div>
      ) : null}
    </Figure>
  )
}

interface FeatureMultipleProps {
  readonly series: FeatureSeries
  readonly top: number
  readonly day: (at: number) => string
}

function FeatureMultiple({ series, top, day }: FeatureMultipleProps) {
  const { feature, output, verdict, points } = series
  return (
    <div>
      <div className="sm-h">
        <b>
          {feature}
          {output ? <span className="muted"> score</span> : null}
        </b>
        <State state={stateOf(verdict)} />
      </div>
      <XyChart
        compact
        endLabel={formatMetric(points.findLast((point) => point.psi !== null)?.psi, 3)}
        label={`Stability index of ${feature} by window`}
        x={{ label: 'Window', format: { as: 'day' } }}
        y={{ label: 'PSI', domain: [0, top] }}
        limits={[{ axis: 'y', value: PSI_FLOOR, label: '0.10' }]}
        series={[
          {
            label: feature,
            tone: verdict === 'drift' ? 'main' : 'reference',
            shape: points.length < 2 ? 'line-dots' : 'line',
            points: points.map((point) => ({ x: point.at, y: point.psi === null ? null : Math.min(top, point.psi) })),
          },
        ]}
        readPoint={(index) => {
          const point = points[index]
          return point ? `${day(point.at)}: PSI ${formatMetric(point.psi, 3)}, ${states[stateOf(point.verdict)].word.toLowerCase()}` : ''
        }}
      />
    </div>
  )
}
