'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SNAPSHOT_ROLES, type DatasetView, type SnapshotRole } from '#server/contracts/datasets.ts'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import { notify } from '../../ui/toaster.tsx'
import { useUpload } from '../../upload/use-upload.ts'

const MOST_BYTES = 16 * 1024 ** 3
const midnight = (day: string): string => `${day}T00:00:00Z`

/** Announces a snapshot and sends its rows. */
export function UploadPart({ dataset }: { readonly dataset: DatasetView }) {
  const trpc = useTRPC()
  const cache = useQueryClient()
  const blocked = usePermission('dataset:write', dataset.team)
  const [role, setRole] = useState<SnapshotRole>('training')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [sending, setSending] = useState(false)
  const upload = useUpload()
  const create = useMutation(trpc.datasets.createSnapshot.mutationOptions({ meta: { inline: true } }))
  const failure = create.error ? failureOf(create.error) : null
  const half = (from === '') !== (to === '')
  const send = async () => {
    if (!upload.file) return
    setSending(true)
    const format = upload.file.name.toLowerCase().endsWith('.parquet') ? 'parquet' : 'csv'
    const period = from && to ? { period: { from: midnight(from), to: midnight(to) } } : {}
    const made = await create.mutateAsync({ dataset: dataset.name, role, format, ...period }).catch(() => null)
    if (made && (await upload.send(`/api/v1/snapshots/${made.id}/content`))) notify.done('Rows received', 'They are read and profiled now.')
    await cache.invalidateQueries()
    setSending(false)
  }
  return (
    <Section title="Send a snapshot" lead="CSV with a header line in UTF-8, or Parquet, up to 16 GB.">
      <div className="fields" style={{ maxWidth: '52rem', marginBottom: '1.25rem' }}>
        <Field label="Role" hint="What the rows are for.">
          <Select value={role} onChange={(event) => setRole(SNAPSHOT_ROLES.find((one) => one === event.target.value) ?? role)} options={SNAPSHOT_ROLES} />
        </Field>
        <Field label="From" optional error={half ? 'A period has both ends.' : undefined}>
          <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label="To" optional>
          <Input type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
      </div>
      <FileDrop
        label="Drop a CSV or Parquet file"
        hint="It is hashed here first, and again on arrival."
        accept=".csv,.parquet"
        maxBytes={MOST_BYTES}
        onFile={(file) => void upload.choose(file)}
        upload={upload.upload}
        error={upload.problem ?? failure?.message}
      />
      <div className="acts-row mt4">
        <Button
          variant="primary"
          blocked={blocked ?? (upload.file ? (half ? 'A period has both ends' : null) : 'Choose a file first')}
          busy={sending}
          busyLabel="Sending"
          onClick={() => void send()}
        >
          Send snapshot
        </Button>
      </div>
    </Section>
  )
}
