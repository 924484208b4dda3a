import type { DatasetSchema, SnapshotColumn, SnapshotView } from '#server/contracts/datasets.ts'
import type { ColumnSummary } from '#server/kernel/profile/summarise-profile.ts'
import { Strip } from '../../charts/marks.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'

/** The profile as the reader of tables wrote it; older snapshots may hold less. */
const profileOf = (column: SnapshotColumn): Partial<ColumnSummary> => column.profile ?? {}

const isTime = (column: SnapshotColumn): boolean => column.type === 'date' || column.type === 'timestamp'
const written = (column: SnapshotColumn, value: number | undefined) => (value === undefined ? null : isTime(column) ? formatDate(value) : formatMetric(value))

function roleOf(column: string, schema: DatasetSchema): string {
  const roles = [
    column === schema.label ? 'label' : null,
    column === schema.entityId ? 'entity' : null,
    column === schema.timestamp ? 'time' : null,
    schema.protectedAttributes.includes(column) ? 'protected' : null,
    schema.features.includes(column) ? 'feature' : null,
  ].filter((role) => role !== null)
  return roles.join(', ') || 'not used'
}

/** What each column of a snapshot holds. */
export function ProfilePart({ snapshot, schema }: { readonly snapshot: SnapshotView; readonly schema: DatasetSchema }) {
  const rows = snapshot.rows ?? 0
  return (
    <Section title="Columns" lead={`Of the ${snapshot.role} snapshot with ${formatCount(snapshot.rows)} rows.`}>
      <Table
        caption="Columns"
        compact
        rows={snapshot.columns ?? []}
        rowKey={(row) => row.name}
        columns={[
          { header: 'Column', cell: (row) => row.name },
          { header: 'Role', cell: (row) => roleOf(row.name, schema) },
          { header: 'Type', cell: (row) => row.type },
          { header: 'Missing', kind: 'number', cell: (row) => formatCount(row.missing) },
          { header: 'Share', kind: 'interval', cell: (row) => (rows > 0 && row.missing > 0 ? formatPercent(row.missing / rows) : null) },
          { header: 'Distinct', kind: 'number', cell: (row) => `${profileOf(row).distinctExact === false ? '≈ ' : ''}${formatCount(profileOf(row).distinct)}` },
          { header: 'Smallest', kind: 'number', cell: (row) => written(row, profileOf(row).numbers?.min) },
          { header: 'Mean', kind: 'number', cell: (row) => written(row, profileOf(row).numbers?.mean) },
          { header: 'Largest', kind: 'number', cell: (row) => written(row, profileOf(row).numbers?.max) },
          { header: 'Distribution', cell: (row) => <Distribution column={row} /> },
        ]}
      />
      {snapshot.findings.map((finding) => (
        <Note key={`${finding.code}:${finding.column ?? ''}`}>
          {finding.column ? `${finding.column}: ` : ''}
          {finding.detail}
        </Note>
      ))}
    </Section>
  )
}

function Distribution({ column }: { readonly column: SnapshotColumn }) {
  const { numbers, top } = profileOf(column)
  if (numbers && numbers.histogram.counts.length > 1) return <Strip label={`Distribution of ${column.name}`} bins={numbers.histogram.counts} position={null} />
  const [first, ...rest] = top ?? []
  if (!first) return null
  return <span className="muted">{[first, ...rest.slice(0, 2)].map((one) => `${one.value || '“”'} ${formatCount(one.count)}`).join(', ')}</span>
}
