'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ASSESSED_KINDS, type AssessedKind } from '#server/contracts/evidence.ts'
import type { VersionView } from '#server/contracts/registry.ts'
import type { SnapshotView } from '#server/contracts/datasets.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog, DialogClose } from '../../ui/dialog.tsx'
import { Field, FieldError } from '../../ui/field.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { plural } from '../../ui/format.ts'
import { Select } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'
import { KIND_WORDS } from '../evidence/kind-words.ts'

const SNAPSHOTS_READ = 200

const nameOf = (snapshot: SnapshotView): string =>
  `${snapshot.role}, ${plural(snapshot.rows ?? 0, 'row')}${snapshot.period ? `, ${formatDate(snapshot.period.from)} to ${formatDate(snapshot.period.to)}` : `, sent ${formatDate(snapshot.createdAt)}`}`

/** Measures the version on two snapshots: which, and what of it. */
export function AssessDialog({ held, team }: { readonly held: VersionView; readonly team: string }) {
  const [open, setOpen] = useState(false)
  const denied = usePermission('assessment:run', team)
  const unfit =
    held.features.length === 0 || held.dataset === null ? 'The version names no dataset or no features, so there is nothing to assess it with' : null
  return (
    <Dialog
      title={`Assess ${held.model} v${held.version}`}
      description="Each kind becomes one piece of evidence, bound to the file and the snapshots by digest."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button blocked={denied ?? unfit} reason="below" onClick={() => setOpen(true)}>
          Run assessment
        </Button>
      }
    >
      {open ? <AssessForm held={held} onDone={() => setOpen(false)} /> : null}
    </Dialog>
  )
}

function AssessForm({ held, onDone }: { readonly held: VersionView; readonly onDone: () => void }) {
  const trpc = useTRPC()
  const { data, isPending } = useQuery(trpc.datasets.listSnapshots.queryOptions({ dataset: held.dataset ?? '', limit: SNAPSHOTS_READ }))
  const ready = data?.items.filter((snapshot) => snapshot.status === 'ready') ?? []
  const [kinds, setKinds] = useState<readonly AssessedKind[]>(ASSESSED_KINDS)
  const [chosen, setChosen] = useState<{ readonly evaluation?: string; readonly reference?: string }>({})
  const first = (...roles: readonly SnapshotView['role'][]) => roles.map((role) => ready.find((snapshot) => snapshot.role === role)?.id).find(Boolean) ?? ''
  const evaluation = chosen.evaluation ?? first('evaluation', 'production')
  const reference = chosen.reference ?? first('reference', 'training')
  const start = useMutation(
    trpc.monitoring.startAssessment.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        notify.running('Assessment started', 'Its progress stands on the overview of the version.')
        onDone()
      },
    }),
  )
  const failure = start.error ? failureOf(start.error) : null
  const rest = restOfProblem(failure, ['evaluation', 'reference', 'kinds'])
  const options = ready.map((snapshot) => ({ value: snapshot.id, label: nameOf(snapshot) }))
  const missing = isPending
    ? 'The snapshots are being read'
    : ready.length === 0
      ? `${held.dataset} has no snapshot that is ready`
      : !evaluation || !reference
        ? 'Choose both snapshots'
        : kinds.length === 0
          ? 'Choose at least one kind'
          : null
  return (
    <form
      className="stack-form mt4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!missing) start.mutate({ model: held.model, version: held.version, kinds: [...kinds], evaluation, reference })
      }}
    >
      {rest ? (
        <Banner state="fail" title="Not started" alert>
          {rest}
        </Banner>
      ) : null}
      <Field
        label="Evaluated rows"
        hint="What the version is measured on; with labels for performance and fairness."
        error={fieldProblem(failure, 'evaluation')}
      >
        <Select
          value={evaluation}
          onChange={(event) => setChosen({ ...chosen, evaluation: event.target.value })}
          options={options}
          placeholder="Choose a snapshot"
        />
      </Field>
      <Field label="Reference rows" hint="What drift is compared with, and the baseline of explanations." error={fieldProblem(failure, 'reference')}>
        <Select
          value={reference}
          onChange={(event) => setChosen({ ...chosen, reference: event.target.value })}
          options={options}
          placeholder="Choose a snapshot"
        />
      </Field>
      <fieldset className="fld">
        <legend className="lbl">Kinds</legend>
        <div className="choices mt2">
          {ASSESSED_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={KIND_WORDS[kind].title}
              hint={KIND_WORDS[kind].question}
              checked={kinds.includes(kind)}
              onChange={(event) => setKinds(event.target.checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))}
            />
          ))}
        </div>
        {fieldProblem(failure, 'kinds') ? <FieldError>{fieldProblem(failure, 'kinds')}</FieldError> : null}
      </fieldset>
      <div className="acts-row">
        <Button variant="primary" type="submit" blocked={missing} reason="below" busy={start.isPending} busyLabel="Starting">
          Run assessment
        </Button>
        <DialogClose>
          <Button>Leave it as measured</Button>
        </DialogClose>
      </div>
    </form>
  )
}
