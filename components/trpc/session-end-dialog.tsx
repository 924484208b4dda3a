'use client'

import { Button, LinkButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { signInHere, useSessionEnd } from './session-end.ts'

/** Says that the session ended, without taking away what is typed on the page. */
export function SessionEndDialog() {
  const [open, stay] = useSessionEnd()
  return (
    <Dialog
      title="Your session has ended"
      description="What you typed is still on this page, and nothing was sent. Sign in again in another tab, then come back and go on."
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) stay()
      }}
      actions={
        <>
          <Button onClick={signInHere}>Leave this page</Button>
          <LinkButton variant="primary" href="/sign-in" target="_blank" onClick={stay}>
            Sign in in another tab
          </LinkButton>
        </>
      }
    />
  )
}
