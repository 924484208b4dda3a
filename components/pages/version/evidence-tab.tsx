'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Digest } from '../../ui/digest.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { summarise } from '../evidence/summarise.ts'
import { KIND_WORDS } from '../evidence/kind-words.ts'
import { EVIDENCE_READ, type TabProps } from './shown.ts'

/** The newest of a kind is what gates read; the ones before it stay. */
function newestOf(items: readonly EvidenceView[]): ReadonlySet<string> {
  return new Set([...Map.groupBy(items, (item) => item.kind).values()].flatMap((group) => group[0]?.id ?? []))
}

const columnsOf = (newest: ReadonlySet<string>, now: string): readonly DataColumn<EvidenceView>[] => [
  { id: 'kind', header: 'Kind', value: (row) => KIND_WORDS[row.kind].title, filter: true, nowrap: true },
  {
    id: 'standing',
    header: 'Counts',
    value: (row) => (newest.has(row.id) ? 'In force' : 'Superseded'),
    cell: (row) => <State state={newest.has(row.id) ? 'pass' : 'not-applicable'}>{newest.has(row.id) ? 'In force' : 'Superseded'}</State>,
    filter: true,
  },
  { id: 'says', header: 'What it says', value: (row) => summarise(row).sentence, width: '46%' },
  { id: 'at', header: 'Measured', value: (row) => row.createdAt, cell: (row) => <Time at={row.createdAt} now={now} />, sort: 'desc', nowrap: true },
  { id: 'kernel', header: 'Kernel', value: (row) => row.kernelVersion, hidden: true },
  { id: 'digest', header: 'Digest', value: (row) => row.digest, cell: (row) => <Digest value={row.digest} />, sort: false },
]

/** Everything that was measured about a version. */
export function EvidenceTab({ model, version, now }: TabProps) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery({ ...trpc.governance.listEvidence.queryOptions({ model, version, limit: EVIDENCE_READ }), refetchInterval: 5000 })
  const newest = newestOf(data.items)
  return (
    <Section title="Evidence" lead="Never edited; a newer piece of a kind supersedes the one before. Each is bound to the file and its inputs by digest.">
      <DataTable
        caption={`Evidence about ${model} version ${version}`}
        noun={['piece of evidence', 'pieces of evidence']}
        columns={columnsOf(newest, now)}
        rows={data.items}
        rowKey={(row) => row.id}
        rowHref={(row) => `/evidence/${row.id}`}
        defaultSort="-at"
        csvName={`${model}-v${version}-evidence`}
        empty={
          <Empty title="Nothing is measured yet">
            Run an assessment: it measures performance, data quality, drift, fairness and explanations on snapshots of the dataset.
          </Empty>
        }
      />
    </Section>
  )
}
