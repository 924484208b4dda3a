'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { DatasetView } from '#server/contracts/datasets.ts'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { DATASETS_SHOWN } from './shown.ts'

const columnsOf = (now: string): readonly DataColumn<DatasetView>[] => [
  { id: 'name', header: 'Dataset', value: (row) => row.name },
  { id: 'team', header: 'Team', value: (row) => row.team, filter: true },
  { id: 'label', header: 'Label', value: (row) => row.schema.label ?? null },
  { id: 'features', header: 'Features', value: (row) => row.schema.features.length, cell: (row) => formatCount(row.schema.features.length), kind: 'number' },
  { id: 'protected', header: 'Protected attributes', value: (row) => row.schema.protectedAttributes.join(', ') || null },
  { id: 'description', header: 'What it holds', value: (row) => row.description || null, width: '34%' },
  { id: 'at', header: 'Declared', value: (row) => row.createdAt, cell: (row) => <Time at={row.createdAt} now={now} />, sort: 'desc', nowrap: true },
]

/** Every dataset, with what it protects. */
export function DatasetsPage({ cursor, now }: { readonly cursor: string | null; readonly now: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_SHOWN, ...(cursor ? { cursor } : {}) }))
  const open = data.items.filter((row) => row.schema.protectedAttributes.length === 0).length
  const blocked = usePermission('dataset:write', null)
  const paged = cursor !== null || data.nextCursor !== null
  return (
    <Page breadcrumb={[{ label: 'Datasets' }]} wide>
      <PageHead
        name="Datasets"
        actions={
          blocked ? (
            <Button variant="primary" blocked={blocked} reason="below">
              Declare a dataset
            </Button>
          ) : (
            <LinkButton variant="primary" href="/datasets/new">
              Declare a dataset
            </LinkButton>
          )
        }
        answer={
          data.items.length === 0
            ? 'No dataset is declared yet, so nothing can be measured.'
            : `${plural(data.items.length, 'dataset')} ${data.items.length === 1 ? 'is' : 'are'} declared.`
        }
        lead={open > 0 ? `${plural(open, 'of them declares', 'of them declare')} no protected attribute: fairness cannot be judged there.` : undefined}
      />
      <Section title="All datasets">
        <DataTable
          caption="Datasets"
          noun={['dataset', 'datasets']}
          columns={columnsOf(now)}
          rows={data.items}
          rowKey={(row) => row.id}
          rowHref={(row) => `/datasets/${row.name}`}
          defaultSort="name"
          search="Filter by name, team"
          csvName="datasets"
          pager={
            paged
              ? { newerHref: cursor ? '/datasets' : null, olderHref: data.nextCursor ? `/datasets?cursor=${encodeURIComponent(data.nextCursor)}` : null }
              : undefined
          }
          empty={
            <Empty title="No dataset declared yet" actions={<LinkButton href="/datasets/new">Declare a dataset</LinkButton>}>
              A dataset names the columns: label, features, protected attributes. Its rows come as snapshots, CSV or Parquet.
            </Empty>
          }
        />
      </Section>
    </Page>
  )
}
