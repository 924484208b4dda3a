'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/input.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { DATASETS_SHOWN } from '../datasets/shown.ts'
import { LineageFigure } from './lineage-figure.tsx'
import { ReachedTable } from './reached-table.tsx'
import { reachAnswer } from './lineage-words.ts'

const CRUMBS = [{ label: 'Lineage' }]

/** How far a data set reaches: from its rows to what serves. Null where no data set is declared. */
export function LineagePage({ dataset }: { readonly dataset: string | null }) {
  if (dataset !== null) return <DatasetLineage dataset={dataset} />
  return (
    <Page breadcrumb={CRUMBS} wide>
      <PageHead name="Lineage" answer="No data set is declared yet, so nothing leads anywhere." />
      <Empty title="Lineage begins with data" actions={<LinkButton href="/datasets/new">Declare a dataset</LinkButton>}>
        Versions that are registered on a data set stand here, as far as what serves them.
      </Empty>
    </Page>
  )
}

function DatasetLineage({ dataset }: { readonly dataset: string }) {
  const trpc = useTRPC()
  const router = useRouter()
  const { data: all } = useSuspenseQuery(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_SHOWN }))
  const { data: held } = useSuspenseQuery(trpc.datasets.getDataset.queryOptions({ dataset }))
  const { data: lineage } = useSuspenseQuery(trpc.serving.getDatasetLineage.queryOptions({ dataset }))
  const names = [...new Set([...all.items.map(({ name }) => name), dataset])]
  return (
    <Page breadcrumb={CRUMBS} wide>
      <PageHead
        name="Lineage"
        meta={
          <>
            downstream of <Link href={`/datasets/${dataset}`}>{dataset}</Link>, {held.team}
          </>
        }
        answer={reachAnswer(dataset, lineage)}
        lead={held.description || undefined}
      />
      <Section title="From the data to the answers" lead="Names stand on the line that carries them.">
        <div className="filters">
          <Field label="Data set">
            <Select value={dataset} options={names} onChange={({ target }) => router.push(`/lineage?dataset=${encodeURIComponent(target.value)}`)} />
          </Field>
        </div>
        {lineage.lines.length === 0 ? (
          <Empty title="Nothing was made from it yet">A version names its data set when it is registered.</Empty>
        ) : (
          <LineageFigure
            key={dataset}
            lineage={lineage}
            label={`What was made from ${dataset}`}
            csvName={`lineage-${dataset}`}
            isHeavy={(line) => line.deployment?.state === 'active'}
            pointedOut={lineage.live === 0 ? 'what serves; nothing does now' : 'what serves now'}
          />
        )}
      </Section>
      {lineage.lines.length === 0 ? null : <ReachedTable dataset={dataset} lineage={lineage} />}
    </Page>
  )
}
