import Link from 'next/link'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import { inWords } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import type { Column } from '../../ui/table.tsx'
import { sentence } from './request-words.ts'
import { subjectChanges } from './subject-changes.ts'
import type { SubjectChange } from './subject-changes.ts'

const Now = ({ row }: { readonly row: SubjectChange }) => {
  const text = row.href ? <Link href={row.href}>{row.after}</Link> : row.after
  return row.changed ? <b>{text}</b> : text
}

interface SubjectTableProps {
  readonly comparison: RequestComparison
  readonly model: string
  readonly candidate: string
}

/** Data, features, threshold and card of the candidate, beside those of the live version. */
export function SubjectTable({ comparison, model, candidate }: SubjectTableProps) {
  const { live } = comparison
  const rows = subjectChanges(comparison)
  const changed = rows.filter((row) => row.changed).length
  const columns: Column<SubjectChange>[] = [
    { header: 'Part', cell: (row) => row.what },
    ...(live ? [{ header: `v${live.version} live`, cell: (row: SubjectChange) => row.before }] : []),
    { header: `v${candidate}`, cell: (row) => (live ? <Now row={row} /> : row.after) },
    ...(live ? [{ header: 'Against live', cell: (row: SubjectChange) => (row.changed ? 'Differs' : <span className="muted">The same</span>) }] : []),
  ]
  return (
    <Section
      title="Data and settings"
      lead={
        live
          ? changed === 0
            ? 'All as in the live version.'
            : `${sentence(inWords(changed))} of ${inWords(rows.length)} differ from v${live.version}.`
          : undefined
      }
    >
      <Table caption={`Data and settings of v${candidate}`} columns={columns} rows={rows} rowKey={(row) => row.what} />
      {live ? (
        <Note>
          <Link href={`/deployments/${live.deploymentId}`}>The live deployment</Link>,{' '}
          <Link href={`/models/${model}/versions/${live.version}`}>v{live.version}</Link>
        </Note>
      ) : null}
    </Section>
  )
}
