'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Digest } from '../../ui/digest.tsx'
import { formatDate } from '../../ui/format-time.ts'
import type { Fact } from '../../ui/key-value.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Tier } from '../../ui/tier.tsx'
import { Time } from '../../ui/time.tsx'
import { productionFacts } from '../models/production.tsx'
import { GRANTS_READ, type TabProps } from './shown.ts'
import { VersionActions } from './version-actions.tsx'
import { readVersion } from './version-standing.ts'
import { VersionAnswer, VersionLead, versionStateName } from './version-answer.tsx'

const POLL_MS = 3000

/** What this version is, whether it may serve, and the tabs; the tab stands below. */
export function VersionFrame({ model, version, now, children }: TabProps & { readonly children: ReactNode }) {
  const trpc = useTRPC()
  const key = { model, version }
  const moving = { refetchInterval: POLL_MS }
  const { data: held } = useSuspenseQuery({
    ...trpc.registry.getVersion.queryOptions(key),
    refetchInterval: (query) => (query.state.data?.status === 'processing' ? 1000 : POLL_MS),
  })
  const { data: about } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model }))
  const { data: gates } = useSuspenseQuery({ ...trpc.governance.listGates.queryOptions(key), ...moving })
  const { data: standings } = useSuspenseQuery({ ...trpc.serving.listStandings.queryOptions({ model }), ...moving })
  const { data: grants } = useSuspenseQuery({ ...trpc.governance.listGrants.queryOptions({ model, limit: GRANTS_READ }), ...moving })
  const { data: requests } = useSuspenseQuery({ ...trpc.governance.listVersionRequests.queryOptions({ ...key, limit: 1 }), ...moving })
  const standing = readVersion({ held, gates: gates.items, model: standings.items[0], grants: grants.items, request: requests.items[0] })
  const base = `/models/${model}/versions/${version}`
  const facts: Fact[] = [
    ...(standing.liveSince ? [{ label: 'Live since', value: <Time at={standing.liveSince} form="date" /> }] : []),
    { label: 'Tier', value: <Tier tier={about.riskTier} /> },
    ...productionFacts(standing.production),
    { label: 'Artifact', value: <Digest value={held.artifactDigest} /> },
    ...(standing.grant
      ? [
          {
            label: 'Grant',
            value: (
              <Link href={`/requests/${standing.grant.requestId}`}>
                {standing.grant.state === 'live' ? `until ${formatDate(standing.grant.expiresAt)}` : standing.grant.state}
              </Link>
            ),
          },
        ]
      : []),
    ...(standing.approvers.length > 0 ? [{ label: 'Signed by', value: standing.approvers.join(', ') }] : []),
    { label: 'Dataset', value: held.dataset ? <Link href={`/datasets/${held.dataset}`}>{held.dataset}</Link> : 'none' },
  ]
  return (
    <Page breadcrumb={[{ label: 'Models', href: '/models' }, { label: model, href: `/models/${model}` }, { label: `v${version}` }]} wide>
      <PageHead
        name={model}
        meta={`version ${version} · ${about.team} · registered by ${held.createdBy.name}`}
        actions={<VersionActions held={held} team={about.team} standing={standing} />}
        state={versionStateName(held, standing)}
        answer={<VersionAnswer held={held} standing={standing} now={now} />}
        lead={<VersionLead held={held} standing={standing} />}
        facts={facts}
      />
      <Tabs
        label={`Parts of ${model} version ${version}`}
        items={[
          { href: base, label: 'Overview' },
          { href: `${base}/evidence`, label: 'Evidence' },
          { href: `${base}/explain`, label: 'Explain' },
          { href: `${base}/lineage`, label: 'Lineage' },
          { href: `${base}/card`, label: 'Card' },
          { href: `${base}/history`, label: 'History' },
        ]}
      />
      {children}
    </Page>
  )
}
