'use client'

import type { ReactNode } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { Button } from './button.tsx'
import { StateIcon } from './state.tsx'
import type { StateName } from './states.ts'

interface ToastAction {
  readonly label: string
  readonly run: () => void
}

function show(state: StateName, title: ReactNode, detail?: ReactNode, action?: ToastAction) {
  return toast.custom(
    (id) => (
      <div className="pop toast">
        <StateIcon state={state} />
        <div>
          {title}
          {detail ? <p>{detail}</p> : null}
        </div>
        {action ? (
          <Button
            size="small"
            onClick={() => {
              action.run()
              toast.dismiss(id)
            }}
          >
            {action.label}
          </Button>
        ) : null}
      </div>
    ),
    { duration: state === 'fail' ? 12_000 : 6000 },
  )
}

/** Says what happened after an action; never the only place where a failure is told. */
export const notify = {
  done: (title: ReactNode, detail?: ReactNode, action?: ToastAction) => show('done', title, detail, action),
  fail: (title: ReactNode, detail?: ReactNode, action?: ToastAction) => show('fail', title, detail, action),
  running: (title: ReactNode, detail?: ReactNode, action?: ToastAction) => show('running', title, detail, action),
}

export function Toaster() {
  return <Sonner position="bottom-right" gap={8} toastOptions={{ unstyled: true }} containerAriaLabel="Notices" />
}
