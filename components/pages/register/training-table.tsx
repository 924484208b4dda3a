'use client'

import Link from 'next/link'
import { useId } from 'react'
import type { SnapshotView } from '#server/contracts/datasets.ts'
import type { VersionView } from '#server/contracts/registry.ts'
import { Digest } from '../../ui/digest.tsx'
import { FieldError } from '../../ui/field.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { formatCount } from '../../ui/format.ts'
import { Subhead } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'

interface TrainingTableProps {
  readonly dataset: string
  /** Null while they are read. */
  readonly snapshots: readonly SnapshotView[] | null
  /** Its id, '' for none. */
  readonly chosen: string
  readonly onChoose: (id: string) => void
  readonly previous: VersionView | null
  readonly error?: string | undefined
}

const NONE = { id: '' } as const
type Choice = SnapshotView | typeof NONE
const isSnapshot = (choice: Choice): choice is SnapshotView => choice.id !== ''

/** The snapshot it was trained on: only those that passed their checks can be chosen, and the others say why not. */
export function TrainingTable({ dataset, snapshots, chosen, onChoose, previous, error }: TrainingTableProps) {
  const group = useId()
  if (snapshots === null) return <p className="small muted mt4">Reading the snapshots of {dataset}…</p>
  if (snapshots.length === 0)
    return (
      <p className="small muted mt4">
        {dataset} has no snapshot yet. <Link href={`/datasets/${dataset}`}>Send its rows</Link> to measure on them and to name what it was trained on.
      </p>
    )
  return (
    <>
      <Subhead>Trained on</Subhead>
      {error ? <FieldError>{error}</FieldError> : null}
      <div className="pick">
        <Table<Choice>
          caption={`Snapshots of ${dataset}`}
          rows={[NONE, ...snapshots]}
          rowKey={(choice) => choice.id}
          columns={[
            {
              header: 'Snapshot',
              nowrap: true,
              cell: (choice) => {
                const id = `${group}-${choice.id}`
                return (
                  <span className="ck">
                    <input
                      type="radio"
                      id={id}
                      name={group}
                      checked={chosen === choice.id}
                      disabled={isSnapshot(choice) && choice.status !== 'ready'}
                      onChange={() => onChoose(choice.id)}
                    />
                    <label htmlFor={id}>{isSnapshot(choice) ? `${choice.role}, ${formatDate(choice.createdAt)}` : 'Not named'}</label>
                  </span>
                )
              },
            },
            { header: 'Period', cell: (choice) => (isSnapshot(choice) && choice.period ? `to ${formatDate(choice.period.to)}` : null) },
            { header: 'Rows', kind: 'number', cell: (choice) => (isSnapshot(choice) ? formatCount(choice.rows) : null) },
            { header: 'Digest', cell: (choice) => (isSnapshot(choice) ? <Digest value={choice.digest} /> : null) },
            { header: 'State', cell: (choice) => (isSnapshot(choice) ? <SnapshotState snapshot={choice} previous={previous} /> : null) },
          ]}
        />
      </div>
    </>
  )
}

function SnapshotState({ snapshot, previous }: { readonly snapshot: SnapshotView; readonly previous: VersionView | null }) {
  if (snapshot.status === 'failed')
    return (
      <>
        <State state="refused" />
        <span className="sub2">{snapshot.problem?.title}</span>
      </>
    )
  if (snapshot.status !== 'ready') return <State state={snapshot.status === 'processing' ? 'running' : 'waiting'} />
  return (
    <>
      <State state="done">Checked</State>
      {previous?.trainingSnapshot === snapshot.id ? <span className="sub2">used by v{previous.version}</span> : null}
    </>
  )
}
