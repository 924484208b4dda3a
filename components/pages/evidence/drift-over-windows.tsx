'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatMetric, plural } from '../../ui/format.ts'
import { formatInstant } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'
import { stateOf, states } from '../../ui/states.ts'
import { inputSeries, ofOneDeployment } from '../windows/window-series.ts'

const READ = 100

interface DriftOverWindowsProps {
  readonly evidence: EvidenceView
  readonly feature: string
  readonly floor: number
}

/** The same feature in production, window by window, in one deployment; nothing where this version was never watched there. */
export function DriftOverWindows({ evidence, feature, floor }: DriftOverWindowsProps) {
  const trpc = useTRPC()
  const { subject, window } = evidence
  const own = useQuery({
    ...trpc.monitoring.listWindows.queryOptions({ deployment: window?.deploymentId ?? '', size: window?.size, limit: READ }),
    enabled: window !== undefined,
  })
  const any = useQuery({ ...trpc.monitoring.listModelWindows.queryOptions({ model: subject.model, limit: READ }), enabled: window === undefined })
  const windows = ofOneDeployment((window ? own : any).data?.items.filter((one) => one.version === subject.version && one.summary !== null) ?? [])
  const points = inputSeries(windows, feature)
  const [newest] = windows
  if (!newest || points.length === 0) return null
  const drifted = points.filter((point) => point.verdict === 'drift').length
  const here = window ? points.find((point) => point.at === Date.parse(window.from)) : undefined
  return (
    <Section
      title="Over windows in production"
      lead={
        <>
          {feature} against the reference, as <Link href={`/deployments/${newest.deploymentId}/windows`}>all inputs and scores over time</Link>.
        </>
      }
    >
      <Figure
        caption={`${feature} ${drifted === 0 ? 'drifted in none' : `drifted in ${drifted}`} of ${plural(points.length, 'window')}.`}
        csvName={`drift-${feature}-over-windows`}
        twin={{
          caption: `Stability index of ${feature} by window`,
          columns: [{ label: 'Window from' }, { label: 'PSI', kind: 'number' }, { label: 'Verdict' }],
          rows: points.map((point) => [formatInstant(point.at), formatMetric(point.psi, 3), states[stateOf(point.verdict)].word]),
          csv: points.map((point) => [new Date(point.at).toISOString(), point.psi, point.verdict]),
        }}
      >
        <XyChart
          label={`Stability index of ${feature} by window`}
          height={200}
          x={{ label: 'Window from', format: { as: 'day' } }}
          y={{ label: 'PSI' }}
          limits={[{ axis: 'y', value: floor, label: `matters from ${floor}` }]}
          series={[{ label: feature, shape: 'line-dots', points: points.map((point) => ({ x: point.at, y: point.psi })) }]}
          marks={here && here.psi !== null ? [{ x: here.at, y: here.psi, label: 'this window' }] : []}
          readPoint={(index) => {
            const point = points[index]
            return point ? `${formatInstant(point.at)}: PSI ${formatMetric(point.psi, 3)}, ${states[stateOf(point.verdict)].word.toLowerCase()}.` : ''
          }}
        />
      </Figure>
    </Section>
  )
}
