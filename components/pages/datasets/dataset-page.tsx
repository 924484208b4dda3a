'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import type { DatasetView, SnapshotView } from '#server/contracts/datasets.ts'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Digest } from '../../ui/digest.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { formatBytes, formatCount, plural } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { testName } from '../evidence/drift-tests.ts'
import { MadeFromPart } from './made-from-part.tsx'
import { ProfilePart } from './profile-part.tsx'
import { SNAPSHOTS_SHOWN } from './shown.ts'
import { UploadPart } from './upload-part.tsx'

const isMoving = (snapshot: SnapshotView): boolean => snapshot.status === 'processing'

/** One dataset: what its columns mean, its snapshots, and what each column of one holds. */
export function DatasetPage({ name, now }: { readonly name: string; readonly now: string }) {
  const trpc = useTRPC()
  const { data: dataset } = useSuspenseQuery(trpc.datasets.getDataset.queryOptions({ dataset: name }))
  const { data } = useSuspenseQuery({
    ...trpc.datasets.listSnapshots.queryOptions({ dataset: name, limit: SNAPSHOTS_SHOWN }),
    refetchInterval: (query) => (query.state.data?.items.some(isMoving) ? 1000 : 10_000),
  })
  const [chosen, choose] = useQueryState('snapshot', parseAsString)
  const ready = data.items.filter((snapshot) => snapshot.status === 'ready')
  const shown = data.items.find((snapshot) => snapshot.id === chosen) ?? ready[0]
  const rows = ready.reduce((sum, snapshot) => sum + (snapshot.rows ?? 0), 0)
  return (
    <Page breadcrumb={[{ label: 'Datasets', href: '/datasets' }, { label: name }]} wide>
      <PageHead
        name={name}
        meta={`${dataset.team} · declared by ${dataset.createdBy.name}, ${formatDate(dataset.createdAt)}`}
        answer={
          ready.length === 0
            ? 'No rows yet: nothing can be measured on this dataset.'
            : `${plural(ready.length, 'snapshot')} with ${plural(rows, 'row')} can be measured on.`
        }
        lead={dataset.description || undefined}
      />
      <Section title="Snapshots" lead="Newest first. A snapshot is never replaced; send a new one.">
        {data.items.length === 0 ? (
          <Empty title="No snapshot yet">Send the rows below, as CSV or Parquet.</Empty>
        ) : (
          <Table
            caption={`Snapshots of ${name}`}
            rows={data.items}
            rowKey={(row) => row.id}
            selectedKey={shown?.id}
            columns={[
              { header: 'Role', cell: (row) => row.role },
              { header: 'State', cell: (row) => <SnapshotState row={row} /> },
              { header: 'Rows', kind: 'number', cell: (row) => formatCount(row.rows) },
              { header: 'Period', cell: (row) => (row.period ? `${formatDate(row.period.from)} to ${formatDate(row.period.to)}` : null) },
              { header: 'Size', kind: 'number', cell: (row) => formatBytes(row.sizeBytes) },
              { header: 'Digest', cell: (row) => <Digest value={row.digest} /> },
              { header: 'Sent', cell: (row) => <Time at={row.createdAt} now={now} />, nowrap: true },
              {
                header: <span className="sr">Profile</span>,
                label: 'Profile',
                cell: (row) =>
                  row.status === 'ready' ? (
                    <Button size="small" aria-pressed={row.id === shown?.id} onClick={() => void choose(row.id)}>
                      Show columns
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
        {data.items
          .filter((row) => row.status === 'failed')
          .slice(0, 1)
          .map((row) => (
            <div key={row.id} className="mt4">
              <Banner state="refused" title={row.problem?.title ?? 'A snapshot was refused'}>
                {row.problem?.detail} {row.problem?.fix}
              </Banner>
            </div>
          ))}
      </Section>
      <UploadPart dataset={dataset} />
      <MadeFromPart dataset={name} />
      {shown?.columns ? <ProfilePart snapshot={shown} schema={dataset.schema} /> : null}
      <Columns layout="even">
        <SchemaPart dataset={dataset} />
      </Columns>
    </Page>
  )
}

function SnapshotState({ row }: { readonly row: SnapshotView }) {
  if (row.status === 'ready') return <State state="done">{row.findings.length > 0 ? `Ready, ${plural(row.findings.length, 'note')}` : 'Ready'}</State>
  if (row.status === 'processing') return <State state="running">Being read</State>
  return row.status === 'failed' ? <State state="refused" /> : <State state="waiting">No bytes yet</State>
}

function SchemaPart({ dataset }: { readonly dataset: DatasetView }) {
  const { schema } = dataset
  const none = <span className="muted">none</span>
  return (
    <Section title="Schema" lead="What the columns mean; declared once.">
      <KeyValue
        items={[
          { label: 'Label', value: schema.label ?? none },
          { label: 'Positive label', value: String(schema.positiveLabel ?? 1) },
          { label: 'Favourable outcome', value: String(schema.favourableOutcome ?? schema.positiveLabel ?? 1) },
          { label: 'Entity', value: schema.entityId ?? none },
          { label: 'Timestamp', value: schema.timestamp ?? none },
          { label: 'Protected attributes', value: schema.protectedAttributes.join(', ') || none },
          { label: 'Categorical', value: schema.categorical?.join(', ') || none },
          { label: 'Further tests of drift', value: schema.driftTests?.map(testName).join(', ') || none },
          { label: `Features, ${schema.features.length}`, value: schema.features.join(', ') || none },
        ]}
      />
    </Section>
  )
}
