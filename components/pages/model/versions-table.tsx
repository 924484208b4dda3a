'use client'

import type { ModelView, VersionView } from '#server/contracts/registry.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Digest } from '../../ui/digest.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatBytes } from '../../ui/format.ts'
import { severity, states } from '../../ui/states.ts'
import { Tag } from '../../ui/tag.tsx'
import { Time } from '../../ui/time.tsx'
import { VersionState, versionState } from './version-state.tsx'

interface VersionsTableProps {
  readonly model: ModelView
  readonly versions: readonly VersionView[]
  readonly nextCursor: string | null
  readonly cursor: string | null
  readonly now: string
}

const aliasesOf = (model: ModelView, version: string): string[] => Object.entries(model.aliases).flatMap(([alias, held]) => (held === version ? [alias] : []))

const columnsOf = (model: ModelView, now: string): readonly DataColumn<VersionView>[] => [
  { id: 'version', header: 'Version', value: (row) => Number(row.version), cell: (row) => `v${row.version}`, csv: (row) => row.version },
  {
    id: 'state',
    header: 'State',
    value: (row) => versionState(row)[1],
    cell: (row) => <VersionState version={row} />,
    order: (row) => severity[states[versionState(row)[0]].tone],
    filter: true,
  },
  {
    id: 'aliases',
    header: 'Aliases',
    value: (row) => aliasesOf(model, row.version).join(', ') || null,
    cell: (row) =>
      aliasesOf(model, row.version).map((alias) => (
        <span key={alias}>
          <Tag>{alias}</Tag>{' '}
        </span>
      )),
  },
  { id: 'digest', header: 'Artifact', value: (row) => row.artifactDigest, cell: (row) => <Digest value={row.artifactDigest} />, sort: false },
  { id: 'size', header: 'Size', value: (row) => row.sizeBytes, cell: (row) => formatBytes(row.sizeBytes), kind: 'number' },
  { id: 'dataset', header: 'Dataset', value: (row) => row.dataset, filter: true },
  { id: 'features', header: 'Features', value: (row) => row.features.length, kind: 'number', hidden: true },
  { id: 'commit', header: 'Commit', value: (row) => row.sourceCommit?.slice(0, 10) ?? null, hidden: true },
  { id: 'description', header: 'What changed', value: (row) => row.description || null },
  { id: 'by', header: 'Registered by', value: (row) => row.createdBy.name, filter: true, nowrap: true },
  { id: 'at', header: 'Registered', value: (row) => row.createdAt, cell: (row) => <Time at={row.createdAt} now={now} />, sort: 'desc', nowrap: true },
]

export function VersionsTable({ model, versions, nextCursor, cursor, now }: VersionsTableProps) {
  const paged = nextCursor !== null || cursor !== null
  const base = `/models/${model.name}`
  return (
    <DataTable
      caption={`Versions of ${model.name}`}
      noun={['version', 'versions']}
      columns={columnsOf(model, now)}
      rows={versions}
      rowKey={(row) => row.id}
      rowHref={(row) => `${base}/versions/${row.version}`}
      defaultSort="-version"
      csvName={`${model.name}-versions`}
      pager={paged ? { newerHref: cursor ? base : null, olderHref: nextCursor ? `${base}?cursor=${encodeURIComponent(nextCursor)}` : null } : undefined}
      empty={
        <Empty title="No version registered yet" actions={<LinkButton href={`${base}/versions/new`}>Register a version</LinkButton>}>
          A version is an ONNX file with the dataset, the features and the decision it is for.
        </Empty>
      }
    />
  )
}
