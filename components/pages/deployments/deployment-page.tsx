'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { DeploymentView } from '#server/contracts/serving.ts'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import type { StateName } from '../../ui/states.ts'
import { Time } from '../../ui/time.tsx'
import { PredictionTable } from '../predictions/prediction-table.tsx'
import { ACTIVITY_POLL_MS, costInput, costKey, newestOfInput, siblingsInput } from './deployment-inputs.ts'
import { grantStateWords } from './deployment-words.ts'
import { DeploymentCost } from './deployment-cost.tsx'
import { EndedTable } from './ended-table.tsx'
import { RevokeButton } from './revoke-button.tsx'
import { StopButton } from './stop-button.tsx'
import { Traffic } from './traffic.tsx'
import { WhyItMayRun } from './why-it-may-run.tsx'

function answerOf(deployment: DeploymentView, grant: Outputs['governance']['getGrant']): { state: StateName; answer: ReactNode; lead?: string } {
  const name = `v${deployment.version}`
  if (deployment.state !== 'active') {
    return {
      state: 'retired',
      answer: (
        <>
          {name} {deployment.state === 'stopped' ? 'was stopped' : 'was replaced by another deployment'} on {formatInstant(deployment.endedAt)}.{' '}
          <b>It serves no more here.</b>
        </>
      ),
    }
  }
  if (grant.state === 'revoked') {
    return {
      state: 'refused',
      answer: (
        <>
          {name} is deployed, <b>but its grant was revoked on {formatDate(grant.revokedAt)}</b>. Requests are refused.
        </>
      ),
      ...(grant.revokeReason ? { lead: `“${grant.revokeReason}”` } : {}),
    }
  }
  if (grant.state === 'expired') {
    return {
      state: 'refused',
      answer: (
        <>
          {name} is deployed, <b>but its grant expired on {formatDate(grant.expiresAt)}</b>. Requests are refused.
        </>
      ),
      lead: 'A new approval of this version, or another one with a live grant, ends this.',
    }
  }
  const { state } = grantStateWords(grant.state, grant.expiresAt)
  return {
    state: state === 'expires-soon' ? state : 'serving',
    answer: (
      <>
        {name} takes all traffic since {formatDate(deployment.createdAt)}, <b>and may until {formatDate(grant.expiresAt)}</b>.
      </>
    ),
  }
}

/** One deployment: may it serve and why, what it does, what it costs. */
export function DeploymentPage({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const { data: deployment } = useSuspenseQuery({ ...trpc.serving.getDeployment.queryOptions({ deployment: id }), refetchInterval: ACTIVITY_POLL_MS })
  const { data: grant } = useSuspenseQuery({ ...trpc.governance.getGrant.queryOptions({ grant: deployment.grantId }), refetchInterval: ACTIVITY_POLL_MS })
  const { data: request } = useSuspenseQuery(trpc.governance.getRequest.queryOptions({ request: grant.requestId }))
  const { data: model } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model: deployment.model }))
  const { data: activity } = useSuspenseQuery({ ...trpc.serving.getActivity.queryOptions({ deployment: id }), refetchInterval: ACTIVITY_POLL_MS })
  const { data: costs } = useSuspenseQuery(trpc.finops.getCosts.queryOptions(costInput))
  const { data: newest } = useSuspenseQuery({ ...trpc.serving.listPredictions.queryOptions(newestOfInput(deployment)), refetchInterval: ACTIVITY_POLL_MS })
  const { data: siblings } = useSuspenseQuery(trpc.serving.listDeployments.queryOptions(siblingsInput(deployment.model)))
  const { state, answer, lead } = answerOf(deployment, grant)
  const allowed = grantStateWords(grant.state, grant.expiresAt)
  const path = new URL(deployment.endpoint).pathname
  const search = `/predictions?model=${deployment.model}&version=${deployment.version}`
  return (
    <Page breadcrumb={[{ label: 'Deployments', href: '/deployments' }, { label: deployment.model }]} wide>
      <PageHead
        name={deployment.model}
        meta={`v${deployment.version} in ${deployment.environment} · ${model.team}`}
        state={state}
        answer={answer}
        lead={lead}
        actions={
          <>
            <RevokeButton grant={grant} />
            <StopButton deployment={deployment} team={model.team} />
            <LinkButton href={`/deployments/${id}/windows`}>Over time</LinkButton>
            <LinkButton href={`/models/${deployment.model}/versions/${deployment.version}`}>Open v{deployment.version}</LinkButton>
          </>
        }
        facts={[
          { label: 'Allowed?', value: <State state={allowed.state}>{allowed.word}</State> },
          {
            label: 'Endpoint',
            value: (
              <span className="dg">
                <code title={deployment.endpoint}>{path}</code>
                <CopyButton value={deployment.endpoint} label="Copy endpoint" />
              </span>
            ),
          },
          { label: 'Requests, 24 h', value: formatCount(activity.requests) },
          { label: 'p50, 24 h', value: formatDuration(activity.latency?.p50Ms) },
          { label: 'p99, 24 h', value: formatDuration(activity.latency?.p99Ms) },
          { label: 'Since', value: <Time at={deployment.createdAt} form="absolute" /> },
        ]}
      />
      <Traffic activity={activity} />
      <Columns layout="even">
        <WhyItMayRun grant={grant} request={request} />
        <DeploymentCost costs={costs} item={costs.items.find((item) => item.key === costKey(deployment))} version={deployment.version} />
      </Columns>
      <Section
        title="Newest predictions"
        lead={`Of v${deployment.version}, wherever it was deployed.`}
        actions={
          <LinkButton size="small" href={search}>
            Search predictions
          </LinkButton>
        }
      >
        <PredictionTable predictions={newest.items} empty="No prediction yet" />
      </Section>
      <Section title={`Deployments of ${deployment.model}`} lead="What served under this name, the newest first.">
        <EndedTable caption={`Deployments of ${deployment.model}`} deployments={siblings.items} currentKey={deployment.id} empty="No deployment" />
      </Section>
    </Page>
  )
}
