'use client'

import { signIn } from 'next-auth/react'
import { useState, useSyncExternalStore, type FormEvent } from 'react'
import { BarePage } from '../../shell/bare-page.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'

interface SignInPageProps {
  /** Where to go afterwards; a path of this console. */
  readonly next: string
  /** Whether somebody wanted a page and was sent here. */
  readonly ended: boolean
}

/** What next-auth reports in its own words instead of ours. */
const OWN_CODES: Record<string, string> = {
  CredentialsSignin: 'E-mail address and password do not match.',
  Configuration: 'Sign-in is not set up on the server. An administrator finds the reason in its log.',
}

const never = () => () => undefined

/** False until the browser has taken over: before that the form could only be sent without its script. */
const useTakenOver = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )

async function attempt(form: FormData): Promise<string | null> {
  try {
    const answer = await signIn('credentials', { redirect: false, email: String(form.get('email')), password: String(form.get('password')) })
    if (answer?.ok && !answer.error) return null
    return OWN_CODES[answer?.error ?? ''] ?? answer?.error ?? 'The server did not answer. Try again.'
  } catch {
    return 'The server could not be reached. Check the connection and try again.'
  }
}

export function SignInPage({ next, ended }: SignInPageProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const ready = useTakenOver()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    const failed = await attempt(new FormData(event.currentTarget))
    if (failed === null) return window.location.assign(next)
    setProblem(failed)
    setBusy(false)
  }
  return (
    <BarePage>
      <h1 className="mt6" style={{ fontSize: 'var(--t-answer)', lineHeight: 'var(--lh-answer)' }}>
        Sign in
      </h1>
      {ended ? <p className="muted mt2">You go on to the page you asked for afterwards.</p> : null}
      <form className="stack-form mt6" method="post" onSubmit={submit}>
        <Field label="Email">
          <Input name="email" type="email" autoComplete="username" required autoFocus spellCheck={false} />
        </Field>
        <Field label="Password" error={problem}>
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        <Button variant="primary" type="submit" fill busy={busy} busyLabel="Signing in" disabled={!ready}>
          Sign in
        </Button>
      </form>
    </BarePage>
  )
}
