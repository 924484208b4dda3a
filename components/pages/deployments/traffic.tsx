'use client'

import { Figure } from '../../charts/figure.tsx'
import type { Twin } from '../../charts/figure.tsx'
import { LineBand } from '../../charts/line-band.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import type { Outputs } from '../../trpc/trpc.ts'
import { Columns } from '../../ui/columns.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatDuration, plural } from '../../ui/format.ts'
import { formatInstant, formatListTime } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'

type Activity = Outputs['serving']['getActivity']

const hourOf = (at: string) => `${at.slice(11, 13)}:00`

function twinOf({ hours }: Activity): Twin {
  return {
    caption: 'Requests and latency by hour, UTC',
    columns: [
      { label: 'Hour from' },
      { label: 'Requests', kind: 'number' },
      { label: 'p50', kind: 'number' },
      { label: 'p99', kind: 'number' },
      { label: 'Measured on', kind: 'number' },
    ],
    rows: hours.map((hour) => [
      formatInstant(hour.from),
      formatCount(hour.requests),
      formatDuration(hour.latency?.p50Ms),
      formatDuration(hour.latency?.p99Ms),
      formatCount(hour.latency?.requests),
    ]),
    csv: hours.map((hour) => [hour.from, hour.requests, hour.latency?.p50Ms ?? null, hour.latency?.p99Ms ?? null, hour.latency?.requests ?? null]),
  }
}

interface LatencyProps {
  readonly activity: Activity
  readonly quantile: 'p50Ms' | 'p99Ms'
  readonly name: string
}

function LatencyOverTime({ activity, quantile, name }: LatencyProps) {
  const { latency, hours } = activity
  if (!latency) return null
  return (
    <Figure
      caption={
        <>
          {name} is <b>{formatDuration(latency[quantile])}</b> over the newest {plural(latency.requests, 'request')}; drawn in ms.
        </>
      }
      twin={twinOf(activity)}
      csvName={`latency-${name}`}
    >
      <LineBand
        label={`${name} latency by hour over the last 24 hours`}
        points={hours.map((hour) => ({ x: Date.parse(hour.from), value: hour.latency?.[quantile] ?? null }))}
        format={{ as: 'metric' }}
        xFormat={{ as: 'time' }}
        height={150}
      />
    </Figure>
  )
}

/** Requests hour by hour, and how long they took. */
export function Traffic({ activity }: { readonly activity: Activity }) {
  const busiest = activity.hours.reduce((most, hour) => (hour.requests > most.requests ? hour : most))
  if (activity.requests === 0) {
    return (
      <Section title="Traffic" lead="The last 24 hours.">
        <Empty title="No request in the last 24 hours">
          Every request that is answered is on record here with its latency; refused ones leave no prediction.
        </Empty>
      </Section>
    )
  }
  return (
    <>
      <Section title="Traffic" lead="Answered requests by hour, UTC; the running hour is the last. Refused requests leave no prediction and are not counted.">
        <Figure
          caption={
            <>
              <b>{plural(activity.requests, 'request')}</b> in 24 hours; most, {formatCount(busiest.requests)}, in the hour from{' '}
              {formatListTime(busiest.from, activity.to)}.
            </>
          }
          twin={twinOf(activity)}
          csvName="traffic"
        >
          <StackedBars
            label="Requests by hour over the last 24 hours"
            positions={activity.hours.map((hour) => ({ x: hourOf(hour.from), values: { requests: hour.requests } }))}
            series={[{ key: 'requests', label: 'requests' }]}
            format={{ as: 'count' }}
            height={180}
          />
        </Figure>
      </Section>
      <Section title="Latency" lead="From receipt to answer, with the record of it committed; at most the newest 2,000 requests of each hour.">
        <Columns layout="even">
          <LatencyOverTime activity={activity} quantile="p50Ms" name="p50" />
          <LatencyOverTime activity={activity} quantile="p99Ms" name="p99" />
        </Columns>
      </Section>
    </>
  )
}
