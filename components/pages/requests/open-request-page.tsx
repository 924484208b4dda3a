'use client'

import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import type { Gate } from '#server/contracts/governance.ts'
import type { VersionView } from '#server/contracts/registry.ts'
import { Page } from '../../shell/page.tsx'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Field } from '../../ui/field.tsx'
import { inWords } from '../../ui/format.ts'
import { Select, Textarea } from '../../ui/input.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Section } from '../../ui/section.tsx'
import type { StateName } from '../../ui/states.ts'
import { Tier } from '../../ui/tier.tsx'
import { notify } from '../../ui/toaster.tsx'
import { GateRows } from './gate-rows.tsx'
import { versionRequestsInput } from './queue-inputs.ts'
import { blockingOf, gatesInWords, sentence } from './request-words.ts'

const FIELDS = ['environment', 'justification']

function answerOf(gates: readonly Gate[]): { state: StateName; answer: ReactNode; lead: string } {
  const blocking = blockingOf(gates)
  const open = gates.filter((gate) => gate.state !== 'pass')
  if (blocking.length > 0) {
    return {
      state: blocking.some((gate) => gate.state === 'fail') ? 'fail' : 'inconclusive',
      answer: (
        <>
          As it stands <b>it could not be approved</b>: {gatesInWords(blocking)}.
        </>
      ),
      lead: 'A request freezes how the gates stand at that moment. Bring evidence that holds first, or the request can only be rejected.',
    }
  }
  return {
    state: open.length === 0 ? 'pass' : 'inconclusive',
    answer:
      open.length === 0 ? (
        <>All {inWords(gates.length)} gates hold: it can be put to the vote.</>
      ) : (
        <>{sentence(gatesInWords(open))}, which does not block at this risk: it can be put to the vote.</>
      ),
    lead: 'A request freezes the artifact, its evidence, the card, the policy and how the gates stand. Signatures are over exactly that.',
  }
}

function whyNot(version: VersionView, openRequest: string | null, barred: string | null): string | null {
  if (barred) return `Blocked: ${barred}`
  if (version.status !== 'ready') return `Blocked: the version is ${version.status}; only one that passed intake can be approved`
  if (version.lifecycle === 'retired') return 'Blocked: the version is retired'
  return openRequest ? 'Blocked: a request for this version is open already; it is decided or withdrawn first' : null
}

interface OpenRequestPageProps {
  readonly model: string
  readonly version: string
}

/** Puts a version to the vote: how its gates stand now, where it should go and why. */
export function OpenRequestPage({ model: modelName, version: number }: OpenRequestPageProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const formId = useId()
  const key = { model: modelName, version: number }
  const { data: version } = useSuspenseQuery(trpc.registry.getVersion.queryOptions(key))
  const { data: model } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model: modelName }))
  const { data: gates } = useSuspenseQuery(trpc.governance.listGates.queryOptions(key))
  const { data: policy } = useSuspenseQuery(trpc.governance.getPolicy.queryOptions({}))
  const { data: requests } = useSuspenseQuery(trpc.governance.listRequests.queryOptions(versionRequestsInput(key)))
  const [justification, setJustification] = useState('')
  const [environment, setEnvironment] = useState('production')
  const open = requests.items[0] ?? null
  const barred = usePermission('request:open', model.team)
  const ask = useMutation(
    trpc.governance.openRequest.mutationOptions({
      meta: { inline: true },
      onSuccess: (made) => {
        notify.done('Request opened', `${made.model} v${made.version} is put to the vote.`)
        router.push(`/requests/${made.id}`)
      },
    }),
  )
  const failure = ask.error ? failureOf(ask.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const blocked = whyNot(version, open?.id ?? null, barred) ?? (justification.trim() === '' ? 'Say first why it should go live' : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (blocked !== null || ask.isPending) return
    ask.mutate({ ...key, environment: environment as 'production', justification: justification.trim() })
  }
  const rule = policy.document.approval[model.riskTier]
  const { state, answer, lead } = answerOf(gates.items)
  return (
    <Page
      breadcrumb={[
        { label: 'Models', href: '/models' },
        { label: modelName, href: `/models/${modelName}` },
        { label: `v${number}`, href: `/models/${modelName}/versions/${number}` },
        { label: 'Ask for approval' },
      ]}
      wide
    >
      <PageHead
        name={`${modelName} v${number}`}
        meta={
          <>
            ask for approval · <Tier tier={model.riskTier} /> risk
          </>
        }
        state={state}
        answer={answer}
        lead={lead}
      />
      <Columns layout="wide-rail">
        <Section title="Gates" lead={`By policy revision ${gates.policyRevision}, from the newest evidence of each kind, now.`}>
          <GateRows gates={gates.items} />
        </Section>
        <aside className="bare sticky-rail" aria-label="Request">
          <Panel title="Your request">
            <p className="small muted mt2">
              {rule.approvals === 1 ? 'One person has' : `${sentence(inWords(rule.approvals))} people${rule.distinctRoles ? ' of different roles' : ''} have`}{' '}
              to approve; neither you nor whoever registered the version decides.
            </p>
            {open ? (
              <Banner
                state="in-review"
                title="A request is open"
                action={
                  <Button size="small" onClick={() => router.push(`/requests/${open.id}`)}>
                    Open it
                  </Button>
                }
              >
                By {open.openedBy.name}.
              </Banner>
            ) : null}
            <form id={formId} className="mt4" onSubmit={submit}>
              <Field label="Environment" error={fieldProblem(failure, 'environment')}>
                <Select value={environment} onChange={({ target }) => setEnvironment(target.value)} options={[{ value: 'production', label: 'Production' }]} />
              </Field>
              <div className="mt4">
                <Field
                  label="Justification"
                  hint="Why this version should go live. Part of the record."
                  error={fieldProblem(failure, 'justification')}
                  required
                >
                  <Textarea value={justification} onChange={({ target }) => setJustification(target.value)} rows={5} maxLength={10_000} />
                </Field>
              </div>
            </form>
            {rest ? (
              <Banner state="fail" title="Not opened" alert>
                {rest}
              </Banner>
            ) : null}
            <div className="mt4">
              <Button type="submit" form={formId} variant="primary" fill blocked={blocked} reason="below" busy={ask.isPending} busyLabel="Opening">
                Ask for approval
              </Button>
            </div>
          </Panel>
        </aside>
      </Columns>
    </Page>
  )
}
