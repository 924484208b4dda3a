'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { Tier } from '../../ui/tier.tsx'
import { EventRows } from '../events/event-rows.tsx'
import { productionFacts } from '../models/production.tsx'
import { standingState } from '../models/standing.tsx'
import { StandingAnswer, StandingLead } from '../models/standing-answer.tsx'
import { AboutModel } from './about-model.tsx'
import { AliasesPart } from './aliases-part.tsx'
import { ModelTabs } from './model-tabs.tsx'
import { MODEL_EVENTS, VERSIONS_SHOWN } from './shown.ts'
import { VersionsTable } from './versions-table.tsx'

const EVENTS_SHOWN = 8

interface ModelPageProps {
  readonly model: string
  readonly cursor: string | null
  readonly now: string
}

/** One model: which version is live and allowed, all versions, what it is for, what happened. */
export function ModelPage({ model, cursor, now }: ModelPageProps) {
  const trpc = useTRPC()
  const { data: about } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model }))
  const { data: standings } = useSuspenseQuery(trpc.serving.listStandings.queryOptions({ model }))
  const { data: versions } = useSuspenseQuery(trpc.registry.listVersions.queryOptions({ model, limit: VERSIONS_SHOWN, ...(cursor ? { cursor } : {}) }))
  const { data: events } = useSuspenseQuery(trpc.ledger.listAuditEvents.queryOptions({ subject: `model:${model}`, order: 'newest', limit: MODEL_EVENTS }))
  const standing = standings.items[0]
  return (
    <Page breadcrumb={[{ label: 'Models', href: '/models' }, { label: model }]} wide>
      <PageHead
        name={model}
        meta={`${about.team} · registered by ${about.createdBy.name}, ${formatDate(about.createdAt)}`}
        actions={<NewVersionButton model={model} team={about.team} />}
        state={standing ? standingState(standing.standing) : undefined}
        answer={standing ? <StandingAnswer row={standing} now={now} /> : 'Nothing is known of this model yet.'}
        lead={standing ? <StandingLead row={standing} /> : undefined}
        facts={[
          {
            label: 'Live version',
            value: standing?.live ? <Link href={`/models/${model}/versions/${standing.live.version}`}>v{standing.live.version}</Link> : 'none',
          },
          { label: 'Tier', value: <Tier tier={about.riskTier} /> },
          ...productionFacts(standing?.production),
          { label: 'Rows predicted, 7 d', value: (standing?.predictions ?? 0).toLocaleString('en-US') },
        ]}
      />
      <ModelTabs model={model} />
      <Section bare title="Versions" lead="Newest first. A version never changes; its evidence and its state do.">
        <VersionsTable model={about} versions={versions.items} nextCursor={versions.nextCursor} cursor={cursor} now={now} />
      </Section>
      <Columns layout="even">
        <Section title="What happened" lead="Everything logged under this model.">
          {events.items.length === 0 ? (
            <Empty title="Nothing is logged yet">Events appear within a second of what they are about.</Empty>
          ) : (
            <EventRows events={events.items.slice(0, EVENTS_SHOWN)} />
          )}
          <p className="note">
            <Link href={`/audit?subject=${encodeURIComponent(`model:${model}`)}`}>All events of this model in the audit log</Link>
          </p>
        </Section>
        <div>
          <AboutModel model={about} />
          <AliasesPart model={about} versions={versions.items} />
        </div>
      </Columns>
    </Page>
  )
}

function NewVersionButton({ model, team }: { readonly model: string; readonly team: string }) {
  const blocked = usePermission('model:write', team)
  if (blocked)
    return (
      <Button variant="primary" blocked={blocked} reason="below">
        Register a version
      </Button>
    )
  return (
    <LinkButton variant="primary" href={`/models/${model}/versions/new`}>
      Register a version
    </LinkButton>
  )
}
