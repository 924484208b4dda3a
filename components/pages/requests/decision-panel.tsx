'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import type { RequestView, Verdict } from '#server/contracts/governance.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import type { Failure } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Digest } from '../../ui/digest.tsx'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/input.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Kbd } from '../../ui/tag.tsx'
import { notify } from '../../ui/toaster.tsx'
import { approvalsOf, completes, roleWords, signaturePlace } from './request-words.ts'

interface DecisionPanelProps {
  readonly request: RequestView
  /** Why this person cannot decide at all. */
  readonly barred: string | null
  /** Why nobody can approve. */
  readonly unapprovable: string | null
  /** Keeps what went wrong while the page turns into that of a settled request. */
  readonly onRefused: (failure: Failure) => void
}

const FIELDS = ['decision', 'reason']

/** What signing means, in the words that the signature stands under. */
function Meaning({ request, verdict }: { readonly request: RequestView; readonly verdict: Verdict | null }) {
  const me = useMe()
  if (verdict === 'reject')
    return (
      <>
        You reject {request.model} v{request.version} for {request.environment}. One rejection closes the request; it cannot be taken back.
      </>
    )
  if (verdict === null) return <>A decision cannot be taken back. It is part of the log, with your name, role and reason.</>
  return (
    <>
      You state that you read the evidence and accept what remains of the risk.{' '}
      {completes(request, me.role)
        ? 'Yours is the last signature: the version may serve at once, until the grant expires or is revoked.'
        : 'Others still have to sign before the version may serve.'}
    </>
  )
}

function blockedBy(barred: string | null, verdict: Verdict | null, reason: string): string | null {
  if (barred !== null) return `Blocked: ${barred}`
  if (verdict === null) return 'Choose approve or reject first'
  return reason.trim() === '' ? 'Write a reason to sign' : null
}

/** The one box: approve or reject over the digest that is on this page. */
export function DecisionPanel({ request, barred, unapprovable, onRefused }: DecisionPanelProps) {
  const trpc = useTRPC()
  const cache = useQueryClient()
  const me = useMe()
  const formId = useId()
  const reasonField = useRef<HTMLTextAreaElement>(null)
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [reason, setReason] = useState('')
  const decide = useMutation(
    trpc.governance.decide.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ requestState, missing }) =>
        notify.done(
          verdict === 'approve' ? 'Signed: approved' : 'Signed: rejected',
          requestState === 'open' && missing ? `The request needs ${missing}.` : `The request is ${requestState}.`,
        ),
      onError: (error) => {
        onRefused(failureOf(error))
        void cache.invalidateQueries()
      },
    }),
  )
  const failure = decide.error ? failureOf(decide.error) : null
  const blocked = blockedBy(barred, verdict, reason)
  const sign = (event: FormEvent) => {
    event.preventDefault()
    if (blocked !== null || verdict === null || decide.isPending) return
    decide.mutate({ request: request.id, decision: verdict, reason: reason.trim(), subjectDigest: request.subjectDigest })
  }
  const choose = (value: Verdict) => {
    setVerdict(value)
    reasonField.current?.focus()
  }
  useShortcuts([
    ...(barred === null && unapprovable === null ? [{ keys: 'a', label: 'Approve', group: 'Your decision', run: () => choose('approve') }] : []),
    ...(barred === null ? [{ keys: 'r', label: 'Reject', group: 'Your decision', run: () => choose('reject') }] : []),
  ])
  const signByKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
  }
  const rest = restOfProblem(failure, FIELDS)
  return (
    <div className="print:hidden">
      <Panel title="Your decision">
        <p className="small muted mt2">
          {barred === null
            ? `You sign as ${roleWords(me.role)}, ${signaturePlace(approvalsOf(request), request.requiredApprovals)}, over digest `
            : 'Others sign over digest '}
          <Digest value={request.subjectDigest} noun="subject digest" />
        </p>
        {barred === null ? (
          <form id={formId} className="mt4" onSubmit={sign}>
            <RadioGroup
              legend="Decision"
              legendHidden
              name="decision"
              value={verdict ?? ''}
              onChange={(value) => setVerdict(value as Verdict)}
              error={fieldProblem(failure, 'decision')}
              options={[
                { value: 'approve', label: 'Approve', hint: 'For production, until the grant expires', blocked: unapprovable },
                { value: 'reject', label: 'Reject', hint: 'The requester can bring a new version or new evidence' },
              ]}
            />
            <div className="mt4">
              <Field label="Reason" hint="Shown to the requester and the auditor." error={fieldProblem(failure, 'reason')} required>
                <Textarea
                  ref={reasonField}
                  onKeyDown={signByKey}
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                  rows={4}
                  maxLength={10_000}
                  placeholder="What convinced you, in your own words"
                />
              </Field>
            </div>
            <p className="note">
              <b>What your signature means.</b> <Meaning request={request} verdict={verdict} />
            </p>
          </form>
        ) : null}
        {rest ? (
          <Banner state="fail" title="Not signed" alert>
            {rest}
          </Banner>
        ) : null}
        <div className="mt4">
          <Button
            type="submit"
            form={formId}
            variant={verdict === 'reject' ? 'danger-solid' : 'primary'}
            fill
            blocked={blocked}
            reason="below"
            busy={decide.isPending}
            busyLabel="Signing"
          >
            {verdict === 'reject' ? 'Sign and reject' : verdict === 'approve' ? 'Sign and approve' : 'Sign and decide'}
          </Button>
        </div>
        {barred === null ? (
          <p className="keys">
            {unapprovable === null ? (
              <span>
                <Kbd>a</Kbd> approve
              </span>
            ) : null}
            <span>
              <Kbd>r</Kbd> reject
            </span>
            <span>
              <Kbd>Ctrl</Kbd>
              <Kbd>Enter</Kbd> sign
            </span>
          </p>
        ) : null}
      </Panel>
    </div>
  )
}
