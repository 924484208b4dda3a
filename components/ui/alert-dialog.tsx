'use client'

import { AlertDialog as Primitive } from 'radix-ui'
import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { FieldError } from './field.tsx'

interface AlertDialogProps {
  /** Repeats verb and object: "Revoke grant G-0412?" */
  readonly title: ReactNode
  /** What happens, to whom, and what does not. */
  readonly description: ReactNode
  readonly trigger?: ReactNode
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  /** Fields that belong to the decision, e.g. the reason. */
  readonly children?: ReactNode
  readonly confirm: string
  readonly busyLabel?: string
  /** The way out names what stays: "Keep the grant". */
  readonly cancel: string
  readonly danger?: boolean
  /** Why it cannot be confirmed yet. */
  readonly blocked?: string | null | false
  /** Closes on success; a thrown error stays open and shows its message. */
  readonly onConfirm: () => void | Promise<void>
}

export function AlertDialog(props: AlertDialogProps) {
  const { title, description, trigger, children, confirm, busyLabel, cancel, danger = false, blocked, onConfirm } = props
  const [ownOpen, setOwnOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const open = props.open ?? ownOpen
  const setOpen = (next: boolean) => {
    if (busy) return
    setProblem(null)
    setOwnOpen(next)
    props.onOpenChange?.(next)
  }
  const run = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      setOwnOpen(false)
      props.onOpenChange?.(false)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'Nothing was changed. The reason is not known; try again.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Primitive.Root open={open} onOpenChange={setOpen}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className="scrim" />
        <Primitive.Content className="dlg modal">
          <header>
            <Primitive.Title asChild>
              <h2>{title}</h2>
            </Primitive.Title>
          </header>
          <div className="bd">
            <Primitive.Description asChild>
              <p className="muted">{description}</p>
            </Primitive.Description>
            {children ? <div className="mt4">{children}</div> : null}
            {problem ? (
              <div className="fld mt3">
                <FieldError>{problem}</FieldError>
              </div>
            ) : null}
          </div>
          <footer>
            <Primitive.Cancel asChild>
              <Button>{cancel}</Button>
            </Primitive.Cancel>
            <Button variant={danger ? 'danger-solid' : 'primary'} blocked={blocked} reason="below" busy={busy} busyLabel={busyLabel} onClick={run}>
              {confirm}
            </Button>
          </footer>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
