'use client'

import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { Chain, type ChainLink } from '../../ui/chain.tsx'
import { Digest } from '../../ui/digest.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { formatBytes, plural, shortId } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { DEPLOYMENTS_READ, GRANTS_READ, type TabProps } from './shown.ts'

/** From the training rows to what answers, one step after another; a step that is not there says so. */
export function LineageTab({ model, version }: TabProps) {
  const trpc = useTRPC()
  const key = { model, version }
  const { data: held } = useSuspenseQuery(trpc.registry.getVersion.queryOptions(key))
  const { data: requests } = useSuspenseQuery(trpc.governance.listVersionRequests.queryOptions({ ...key, limit: 1 }))
  const { data: grants } = useSuspenseQuery(trpc.governance.listGrants.queryOptions({ model, limit: GRANTS_READ }))
  const { data: deployments } = useSuspenseQuery(trpc.serving.listDeployments.queryOptions({ model, limit: DEPLOYMENTS_READ }))
  const { data: training } = useQuery({
    ...trpc.datasets.getSnapshot.queryOptions({ snapshot: held.trainingSnapshot ?? '' }),
    enabled: held.trainingSnapshot !== null,
  })
  const request = requests.items[0]
  const grant = grants.items.find((one) => one.version === version)
  const deployment = deployments.items.find((one) => one.version === version)
  const none = <span className="muted">none</span>
  const links: ChainLink[] = [
    {
      role: 'Training snapshot',
      name: held.dataset ? <Link href={`/datasets/${held.dataset}`}>{held.dataset}</Link> : none,
      detail: held.trainingSnapshot
        ? training
          ? `${plural(training.rows ?? 0, 'row')}, ${shortId(training.digest ?? '')}`
          : shortId(held.trainingSnapshot)
        : 'no training snapshot named',
    },
    { role: 'Run', name: held.sourceRun ?? none, detail: held.sourceCommit ? `commit ${held.sourceCommit.slice(0, 10)}` : 'no commit named' },
    {
      role: 'Artifact',
      name: `${model} v${version}`,
      detail: held.artifactDigest ? `${formatBytes(held.sizeBytes)}, ${shortId(held.artifactDigest)}` : 'no file yet',
    },
    {
      role: 'Request',
      name: request ? <Link href={`/requests/${request.id}`}>{request.state}</Link> : none,
      detail: request
        ? `${request.decisions.filter((decision) => decision.decision === 'approve').length} of ${request.requiredApprovals} signatures`
        : 'approval was never asked for',
    },
    {
      role: 'Grant',
      name: grant ? <Link href={`/requests/${grant.requestId}`}>{grant.state}</Link> : none,
      detail: grant ? (grant.state === 'revoked' ? `revoked ${formatDate(grant.revokedAt)}` : `until ${formatDate(grant.expiresAt)}`) : 'nothing lets it serve',
    },
    {
      role: 'Deployment',
      name: deployment ? <Link href={`/deployments/${deployment.id}`}>{deployment.environment}</Link> : none,
      detail: deployment ? `${deployment.state} since ${formatDate(deployment.createdAt)}` : 'never deployed',
    },
  ]
  return (
    <Section title="Lineage" lead="From data to what answers. Every digest is hashed again before the file is loaded.">
      <Chain label={`Lineage of ${model} version ${version}`} links={links} />
      {held.artifactDigest ? (
        <p className="note">
          Artifact <Digest value={held.artifactDigest} whole />
        </p>
      ) : null}
    </Section>
  )
}
