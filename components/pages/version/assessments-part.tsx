'use client'

import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { notify } from '../../ui/toaster.tsx'
import { KIND_WORDS } from '../evidence/kind-words.ts'
import { ASSESSMENTS_READ, type TabProps } from './shown.ts'

type Assessment = Outputs['monitoring']['listAssessments']['items'][number]

const RUNNING_MS = 1000
const RESTING_MS = 10_000
const isRunning = ({ status }: Assessment): boolean => status === 'pending' || status === 'processing'

interface AssessmentsPartProps extends TabProps {
  readonly title?: string
  readonly actions?: ReactNode
}

/** Measurements under way with their progress, and how the last ones ended. */
export function AssessmentsPart({ model, version, now, title = 'Assessments', actions }: AssessmentsPartProps) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery({
    ...trpc.monitoring.listAssessments.queryOptions({ model, version, limit: ASSESSMENTS_READ }),
    refetchInterval: (query) => (query.state.data?.items.some(isRunning) ? RUNNING_MS : RESTING_MS),
  })
  if (data.items.length === 0) return null
  return (
    <Section title={title} actions={actions} lead="Newest first. You can leave; they go on.">
      <Table
        caption="Assessments"
        rows={data.items}
        rowKey={(row) => row.id}
        columns={[
          { header: 'Started', cell: (row) => <Time at={row.createdAt} now={now} />, nowrap: true },
          { header: 'State', cell: (row) => <AssessmentState row={row} />, width: '34%' },
          { header: 'Kinds', cell: (row) => row.kinds.map((kind) => KIND_WORDS[kind].title.toLowerCase()).join(', ') },
          { header: 'Evidence', cell: (row) => <EvidenceLinks row={row} /> },
        ]}
      />
    </Section>
  )
}

function AssessmentState({ row }: { readonly row: Assessment }) {
  if (isRunning(row)) {
    return (
      <>
        <Progress
          label={row.status === 'pending' ? 'Waiting for a worker' : row.progress.step}
          value={row.progress.done}
          max={row.progress.total}
          detail={`${row.progress.done} of ${row.progress.total}`}
        />
        <CancelButton row={row} />
      </>
    )
  }
  if (row.problem?.code === 'cancelled') return <State state="withdrawn">Cancelled</State>
  if (row.status === 'succeeded') return <State state="done" />
  return (
    <>
      <State state="fail">Failed</State>
      {row.problem ? (
        <p className="muted small" style={{ whiteSpace: 'normal' }}>
          {row.problem.detail} {row.problem.fix}
        </p>
      ) : null}
    </>
  )
}

/** Ends a measurement under way; blocked for those who may not start one. */
function CancelButton({ row }: { readonly row: Assessment }) {
  const trpc = useTRPC()
  const { data: model } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model: row.model }))
  const blocked = usePermission('assessment:run', model.team)
  const cancel = useMutation(
    trpc.monitoring.cancelAssessment.mutationOptions({ onSuccess: () => notify.done('Assessment cancelled', 'What it had measured already is kept.') }),
  )
  return (
    <Button size="small" blocked={blocked} reason="below" busy={cancel.isPending} busyLabel="Cancelling" onClick={() => cancel.mutate({ assessment: row.id })}>
      Cancel assessment
    </Button>
  )
}

function EvidenceLinks({ row }: { readonly row: Assessment }) {
  return row.evidence.map((one, i) => (
    <span key={one.id}>
      {i > 0 ? ', ' : ''}
      <Link href={`/evidence/${one.id}`}>{KIND_WORDS[one.kind].title}</Link>
    </span>
  ))
}
