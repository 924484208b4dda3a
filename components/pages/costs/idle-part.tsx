'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatDate, formatInstant } from '../../ui/format-time.ts'
import { formatCount, formatDuration, plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

type Idle = Outputs['finops']['listIdleDeployments']['items'][number]

const COLUMNS: readonly DataColumn<Idle>[] = [
  { id: 'deployment', header: 'Deployment', value: ({ model, version }) => `${model} v${version}` },
  { id: 'team', header: 'Team', value: ({ team }) => team },
  { id: 'environment', header: 'Environment', value: ({ environment }) => environment },
  { id: 'since', header: 'Live since', value: ({ since }) => since, cell: ({ since }) => formatDate(since) },
  {
    id: 'last',
    header: 'Last prediction',
    value: ({ lastPredictionAt }) => lastPredictionAt,
    cell: ({ lastPredictionAt }) => (lastPredictionAt ? formatInstant(lastPredictionAt) : 'never'),
  },
  { id: 'predictions', header: 'Predictions', value: ({ predictions }) => predictions, cell: ({ predictions }) => formatCount(predictions), kind: 'number' },
  {
    id: 'device',
    header: 'Device time',
    value: ({ deviceSeconds }) => deviceSeconds,
    cell: ({ deviceSeconds }) => formatDuration(deviceSeconds * 1000),
    kind: 'number',
  },
]

/** What is deployed and hardly ever asked. */
export function IdlePart() {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.finops.listIdleDeployments.queryOptions({}))
  return (
    <Section
      title="Idle deployments"
      lead={`Live for ${data.days} days or more, with less than ${plural(data.underSeconds, 'second')} of device time of their version in the last ${data.days}.`}
    >
      <DataTable
        caption="Idle deployments"
        noun={['idle deployment', 'idle deployments']}
        urlKey="idle"
        columns={COLUMNS}
        rows={data.items}
        rowKey={({ deployment }) => deployment}
        rowHref={({ deployment }) => `/deployments/${deployment}`}
        defaultSort="since"
        csvName="idle-deployments"
        empty={<Empty title={`No deployment has been idle for ${data.days} days`}>One that has been live for less is not judged yet.</Empty>}
      />
    </Section>
  )
}
