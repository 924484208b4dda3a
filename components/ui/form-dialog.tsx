'use client'

import { useState, type ReactElement, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog, DialogClose } from './dialog.tsx'
import { FieldError } from './field.tsx'

interface FormDialogProps {
  readonly title: string
  readonly description: ReactNode
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly send: string
  readonly busyLabel: string
  readonly cancel: string
  readonly pending: boolean
  /** What no field shows. */
  readonly problem?: string | undefined
  /** Resolves true when it worked. */
  readonly onSend: () => Promise<boolean>
  /** Forgets what was typed and answered. */
  readonly onClose: () => void
  /** Shown instead of the form once it worked; without it the dialog closes. */
  readonly done?: ReactNode
  readonly children: ReactNode
}

/** A form in a dialog: Enter sends, problems stand at their fields, and what is shown once stays until it is closed. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, trigger, send, busyLabel, cancel, pending, problem, onSend, onClose, done, children } = props
  const [open, setOpen] = useState(false)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next) onClose()
  }
  const shownOnce = 'done' in props
  const submit = async () => {
    if (pending || !(await onSend()) || shownOnce) return
    change(false)
  }
  return (
    <Dialog
      title={title}
      description={done ? undefined : description}
      trigger={trigger}
      open={open}
      onOpenChange={change}
      actions={
        done ? (
          <DialogClose>
            <Button variant="primary">Done</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose>
              <Button>{cancel}</Button>
            </DialogClose>
            <Button variant="primary" busy={pending} busyLabel={busyLabel} onClick={() => void submit()}>
              {send}
            </Button>
          </>
        )
      }
    >
      {done ?? (
        <form
          className="stack-form mt4"
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          {children}
          {problem ? (
            <div className="fld">
              <FieldError>{problem}</FieldError>
            </div>
          ) : null}
          <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
        </form>
      )}
    </Dialog>
  )
}
