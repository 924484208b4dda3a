import type { LineageLine } from '#server/contracts/lineage.ts'
import { formatDate } from '../../ui/format-time.ts'
import { formatCount, shortId } from '../../ui/format.ts'

/** What stands at each stop of a line of lineage, in words. Pure. */

export const STOPS = ['Data set', 'Training rows', 'Run', 'Version', 'Request', 'Grant', 'Deployment'] as const

export interface Stop {
  /** The same thing has the same key on every line that passes it. */
  readonly key: string
  readonly title: string
  readonly note: string
  readonly href: string | null
}

function requestStop({ request }: LineageLine): Stop | null {
  if (!request) return null
  const note = request.state === 'open' ? `${request.approvals} of ${request.requiredApprovals} signatures` : `${request.approvals} approved`
  return { key: `request:${request.id}`, title: request.state === 'open' ? 'in review' : request.state, note, href: `/requests/${request.id}` }
}

function grantStop({ grant }: LineageLine): Stop | null {
  if (!grant) return null
  const note = { live: `until ${formatDate(grant.expiresAt)}`, expired: formatDate(grant.expiresAt), revoked: formatDate(grant.revokedAt) }[grant.state]
  return { key: `grant:${grant.id}`, title: grant.state === 'live' ? 'may serve' : grant.state, note, href: `/requests/${grant.requestId}` }
}

function deploymentStop({ deployment }: LineageLine): Stop | null {
  if (!deployment) return null
  const { id, environment, state, createdAt, endedAt } = deployment
  const note = state === 'active' ? `since ${formatDate(createdAt)}` : `until ${formatDate(endedAt)}`
  return { key: `deployment:${id}`, title: state === 'active' ? environment : state, note, href: `/deployments/${id}` }
}

function runStop({ run, model, version }: LineageLine): Stop | null {
  if (!run) return null
  const commit = run.commit ? `commit ${run.commit.slice(0, 10)}` : 'no commit named'
  return { key: `run:${run.name ?? `${model}/${version}`}`, title: run.name ?? 'run', note: commit, href: null }
}

const versionNote = ({ status, lifecycle }: LineageLine): string =>
  status === 'failed' ? 'refused at intake' : status === 'ready' ? lifecycle.replace('-', ' ') : 'being read'

/** The stops of a line in the order of `STOPS`; null where there is none. */
export function stopsOf(line: LineageLine): (Stop | null)[] {
  const { dataset, snapshot, model, version } = line
  const of = dataset ? `/datasets/${dataset}` : null
  return [
    dataset ? { key: `dataset:${dataset}`, title: dataset, note: 'data set', href: of } : null,
    snapshot
      ? {
          key: `snapshot:${snapshot.id}`,
          title: snapshot.rows === null ? 'rows not read' : `${formatCount(snapshot.rows)} rows`,
          note: snapshot.digest ? shortId(snapshot.digest) : 'no digest yet',
          href: of && `${of}?snapshot=${snapshot.id}`,
        }
      : null,
    runStop(line),
    { key: `version:${model}/${version}`, title: `${model} v${version}`, note: versionNote(line), href: `/models/${model}/versions/${version}` },
    requestStop(line),
    grantStop(line),
    deploymentStop(line),
  ]
}
