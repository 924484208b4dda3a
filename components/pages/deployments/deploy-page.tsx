'use client'

import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useId, useState, type FormEvent } from 'react'
import { windowSize, type WindowSize } from '#server/contracts/windows.ts'
import { Page } from '../../shell/page.tsx'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { Select } from '../../ui/input.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { notify } from '../../ui/toaster.tsx'
import { sizeOptions } from '../windows/size-options.ts'
import { liveGrantsInput } from './deployment-inputs.ts'

type Grant = Outputs['governance']['listGrants']['items'][number]

const keyOf = (grant: Pick<Grant, 'model' | 'version'>) => `${grant.model}/${grant.version}`

/** The newest live grant of each version. */
const newestOfEach = (grants: readonly Grant[]): Grant[] => [...new Map(grants.toReversed().map((grant) => [keyOf(grant), grant])).values()].toReversed()

interface DeployPageProps {
  readonly model: string | undefined
  readonly version: string | undefined
}

/** Puts a version with a live grant into service. */
export function DeployPage({ model, version }: DeployPageProps) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listGrants.queryOptions(liveGrantsInput(model)))
  const grants = newestOfEach(data.items)
  const wanted = model && version ? `${model}/${version}` : ''
  const [chosen, setChosen] = useState(
    grants.some((grant) => keyOf(grant) === wanted) ? wanted : grants.length === 1 && grants[0] && !wanted ? keyOf(grants[0]) : '',
  )
  const missing = wanted !== '' && !grants.some((grant) => keyOf(grant) === wanted)
  return (
    <Page breadcrumb={[{ label: 'Deployments', href: '/deployments' }, { label: 'Deploy a version' }]}>
      <PageHead
        name="Deploy a version"
        state={missing || grants.length === 0 ? 'not-permitted' : 'allowed'}
        answer={
          missing ? (
            <>
              <b>
                {model} v{version} may not serve:
              </b>{' '}
              no live grant covers it.
            </>
          ) : grants.length === 0 ? (
            'No version has a live grant, so none can be deployed.'
          ) : (
            'Choose a version that has a live grant. It takes all traffic of its model at once.'
          )
        }
      />
      <Section title="Version" lead={missing || grants.length === 0 ? undefined : 'Only versions with a live grant can be chosen.'}>
        {missing ? (
          <Empty title="It needs an approval first" actions={<LinkButton href={`/models/${model}/versions/${version}/request`}>Ask for approval</LinkButton>}>
            Enough people have to sign for this version. Their approval issues the grant, and with it the version can be deployed.
          </Empty>
        ) : grants.length === 0 ? (
          <Empty title="Nothing is approved" actions={<LinkButton href="/models">Open the models</LinkButton>}>
            Ask for approval on the page of a version; the grant comes with the last signature.
          </Empty>
        ) : (
          <DeployForm grants={grants} chosen={chosen} onChoose={setChosen} />
        )}
      </Section>
    </Page>
  )
}

interface DeployFormProps {
  readonly grants: readonly Grant[]
  readonly chosen: string
  readonly onChoose: (key: string) => void
}

function DeployForm({ grants, chosen, onChoose }: DeployFormProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const formId = useId()
  const grant = grants.find((each) => keyOf(each) === chosen)
  const { data: owner } = useQuery({ ...trpc.registry.getModel.queryOptions({ model: grant?.model ?? '' }), enabled: grant !== undefined })
  const { data: live } = useQuery({
    ...trpc.serving.listDeployments.queryOptions({ model: grant?.model ?? '', state: 'active' }),
    enabled: grant !== undefined,
  })
  const [size, setSize] = useState<WindowSize>('day')
  const barred = usePermission('deployment:write', owner?.team ?? null)
  const deploy = useMutation(
    trpc.serving.deploy.mutationOptions({
      meta: { inline: true },
      onSuccess: (made) => {
        notify.done(`${made.model} v${made.version} serves`, `At ${made.endpoint}`)
        router.push(`/deployments/${made.id}`)
      },
    }),
  )
  const now = live?.items[0]
  const blocked = barred
    ? `Blocked: ${barred}`
    : !grant
      ? 'Choose a version first'
      : now?.grantId === grant.id
        ? 'Blocked: it serves already, under this grant'
        : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (blocked !== null || !grant || deploy.isPending) return
    deploy.mutate({ model: grant.model, version: grant.version, environment: 'production', windowSize: size })
  }
  return (
    <form id={formId} className="stack-form" onSubmit={submit}>
      <Field label="Version" hint={grant ? `Its grant lets it serve in ${grant.environment} until ${formatDate(grant.expiresAt)}.` : undefined} required>
        <Select
          value={chosen}
          onChange={({ target }) => onChoose(target.value)}
          placeholder="Choose a version"
          options={grants.map((each) => ({ value: keyOf(each), label: `${each.model} v${each.version}` }))}
        />
      </Field>
      <Field label="Window size" hint="How long what comes in is gathered before it is compared with the reference. It can be changed later.">
        <Select value={size} onChange={({ target }) => setSize(windowSize.parse(target.value))} options={sizeOptions} />
      </Field>
      {grant ? (
        <p className="muted">
          {now
            ? now.version === grant.version
              ? `v${now.version} serves already, since ${formatDate(now.createdAt)}. Deploying it again puts it under this grant.`
              : `It replaces v${now.version} at once: requests under way are still answered by v${now.version}.`
            : `Nothing serves ${grant.model} now. Callers reach it at /v2/models/${grant.model} within a few seconds.`}
        </p>
      ) : null}
      {deploy.error ? (
        <Banner state="fail" title="Not deployed" alert>
          {failureOf(deploy.error).message}
        </Banner>
      ) : null}
      <div>
        <Button type="submit" variant="primary" blocked={blocked} reason="below" busy={deploy.isPending} busyLabel="Deploying">
          {grant ? `Deploy ${grant.model} v${grant.version}` : 'Deploy'}
        </Button>
      </div>
    </form>
  )
}
