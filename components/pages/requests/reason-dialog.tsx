'use client'

import { useState, type ReactNode } from 'react'
import { AlertDialog } from '../../ui/alert-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/input.tsx'

interface ReasonDialogProps {
  readonly title: string
  readonly description: ReactNode
  readonly trigger: ReactNode
  readonly confirm: string
  readonly busyLabel: string
  readonly cancel: string
  /** A thrown error stays in the dialog as its sentence. */
  readonly onConfirm: (reason: string) => Promise<void>
}

/** Asks for the reason of something that cannot be taken back. */
export function ReasonDialog({ title, description, trigger, confirm, busyLabel, cancel, onConfirm }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <AlertDialog
      danger
      title={title}
      description={description}
      trigger={trigger}
      confirm={confirm}
      busyLabel={busyLabel}
      cancel={cancel}
      blocked={reason.trim() === '' ? 'Write a reason first' : null}
      onOpenChange={(open) => {
        if (open) setReason('')
      }}
      onConfirm={() => onConfirm(reason.trim())}
    >
      <Field label="Reason" hint="Part of the log, and shown to whoever asks why." required>
        <Textarea value={reason} onChange={({ target }) => setReason(target.value)} rows={3} maxLength={2000} />
      </Field>
    </AlertDialog>
  )
}
