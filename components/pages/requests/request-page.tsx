'use client'

import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { PackageCheck, Printer } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Page } from '../../shell/page.tsx'
import type { Failure } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe, usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Digest } from '../../ui/digest.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section, Subhead } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Tier } from '../../ui/tier.tsx'
import { Time } from '../../ui/time.tsx'
import { CardExcerpt } from './card-excerpt.tsx'
import { DecisionList } from './decision-list.tsx'
import { Discussion } from './discussion.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { FrozenSubject } from './frozen-subject.tsx'
import { GateRows } from './gate-rows.tsx'
import { eventsInput } from './queue-inputs.ts'
import { comparisonLead, requestAnswer } from './request-answer.tsx'
import { RankingPart } from './ranking-part.tsx'
import { approvalsOf, blockersOf, gatesLead, requestState } from './request-words.ts'
import { SettledPanel } from './settled-panel.tsx'
import { SignatureSlots } from './signature-slots.tsx'
import { Signatures } from './signatures.tsx'
import { SubjectTable } from './subject-table.tsx'
import { whyNotApprove, whyNotDecide } from './standing.ts'
import { WhatChanges } from './what-changes.tsx'
import { WithdrawButton } from './withdraw-button.tsx'

/** One request: what would change, how its gates stand, who signed, and the reader's own decision. */
export function RequestPage({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const me = useMe()
  const roleSays = usePermission('request:decide', null)
  const [refused, setRefused] = useState<Failure | null>(null)
  const { data: request } = useSuspenseQuery(trpc.governance.getRequest.queryOptions({ request: id }))
  const key = { model: request.model, version: request.version }
  const { data: version } = useSuspenseQuery(trpc.registry.getVersion.queryOptions(key))
  const { data: model } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model: request.model }))
  const { data: comparison } = useSuspenseQuery(trpc.serving.compareRequest.queryOptions({ request: id }))
  const { data: card } = useSuspenseQuery(trpc.cards.getCard.queryOptions(key))
  const { data: today } = useQuery({ ...trpc.governance.listGates.queryOptions(key), enabled: request.state === 'open' })
  const { data: events } = useQuery(trpc.ledger.listAuditEvents.queryOptions(eventsInput(id)))
  const { data: grant } = useQuery({ ...trpc.governance.getGrant.queryOptions({ grant: request.grantId ?? '' }), enabled: request.grantId !== undefined })
  const { data: live } = useQuery({
    ...trpc.serving.listDeployments.queryOptions({ model: request.model, state: 'active' }),
    enabled: request.grantId !== undefined,
  })
  const barred = whyNotDecide(request, version.createdBy, me, roleSays)
  const unapprovable = whyNotApprove(request, today?.items ?? null)
  const yours = request.state === 'open' && barred === null
  const { state, answer } = requestAnswer(request, grant ?? null, yours)
  const withdrawal = events?.items.find((event) => event.operation === 'withdraw-request')
  const name = `${request.model} v${request.version}`
  return (
    <Page breadcrumb={[{ label: 'Review queue', href: '/requests' }, { label: name }]} wide>
      <PageHead
        name={name}
        meta={
          <>
            for {request.environment} · requested by {request.openedBy.name}, <Time at={request.openedAt} form="absolute" />
          </>
        }
        state={state}
        answer={answer}
        lead={request.state === 'open' ? comparisonLead(comparison) : undefined}
        actions={
          <>
            <WithdrawButton request={request} team={model.team} />
            <LinkButton icon={<PackageCheck />} href={`/api/v1/approval-requests/${id}/pack`} download={`evidence-pack-${id}.zip`}>
              Evidence pack
            </LinkButton>
            <Button icon={<Printer />} onClick={() => window.print()}>
              Print
            </Button>
          </>
        }
        facts={[
          { label: 'State', value: <State state={requestState(request.state)} /> },
          { label: 'Signatures', value: <SignatureSlots given={approvalsOf(request)} required={request.requiredApprovals} /> },
          { label: 'Subject', value: <Digest value={request.subjectDigest} noun="subject digest" /> },
          { label: 'Frozen', value: <Time at={request.openedAt} form="absolute" /> },
          { label: 'Policy', value: <Link href="/policies">revision {request.policyRevision}</Link> },
          { label: 'Risk', value: <Tier tier={request.riskTier} /> },
        ]}
      />
      {refused && request.state !== 'open' ? (
        <Banner state="fail" title="Your signature was not taken" alert>
          {refused.message} This page now shows what was decided meanwhile.
        </Banner>
      ) : null}
      <Columns layout="wide-rail">
        <div>
          <WhatChanges comparison={comparison} candidate={request.version} />
          <Section title="Gates" lead={gatesLead(request.gates, comparison)}>
            <GateRows gates={request.gates} comparison={comparison} />
          </Section>
          <SubjectTable comparison={comparison} model={request.model} candidate={request.version} />
          <RankingPart
            comparison={comparison}
            candidate={request.version}
            evidence={request.subject.evidence.find((piece) => piece.kind === 'explanation')?.id}
          />
          <CardExcerpt card={card} comparison={comparison} href={`/models/${request.model}/versions/${request.version}/card`} />
          <DecisionList request={request} />
          <Discussion request={id} />
          <FrozenSubject request={request} />
        </div>
        <aside className="bare sticky-rail" aria-label="Decision">
          {request.state === 'open' ? (
            <DecisionPanel request={request} barred={barred} unapprovable={unapprovable} onRefused={setRefused} />
          ) : (
            <SettledPanel
              request={request}
              grant={grant ?? null}
              team={model.team}
              deploymentId={live?.items.find((deployment) => deployment.grantId === request.grantId)?.id ?? null}
              withdrawn={withdrawal ? { by: withdrawal.actor.name, reason: String(withdrawal.detail.reason ?? '') } : null}
            />
          )}
          {request.state === 'open' ? (
            <>
              <Subhead>What blocks</Subhead>
              <ul className="lst">
                {blockersOf(request).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </>
          ) : null}
          <Signatures request={request} events={events?.items ?? []} me={me} yours={yours} />
        </aside>
      </Columns>
    </Page>
  )
}
