import type { HealthWindow, ModelHealthView } from '#server/contracts/model-health.ts'
import { formatMetric } from '../../ui/format.ts'
import type { Tone } from '../../ui/states.ts'

/** What happened to a model and when, for the lanes of its timeline and as a list. Pure. */
export interface HealthMark {
  readonly id: string
  readonly at: number
  readonly lane: 'versions' | 'approvals' | 'deployments' | 'drift'
  /** In the lane: "v3". */
  readonly short: string
  /** In the list: "v3 registered". */
  readonly text: string
  readonly href: string
  /** Something that waits or begins is hollow; what took effect is filled. */
  readonly hollow: boolean
  readonly tone?: Tone
}

/** Windows of one deployment in a row, oldest first. */
export const byDeployment = (windows: readonly HealthWindow[]): HealthWindow[][] => [...Map.groupBy(windows, ({ deploymentId }) => deploymentId).values()]

export const isDrifting = (window: HealthWindow): boolean => window.drift?.verdict === 'drift'
export const evidenceHref = (window: HealthWindow, kind: string): string | null => {
  const found = window.evidence.find((one) => one.kind === kind)
  return found ? `/evidence/${found.id}` : null
}

/** The first window of each run that drifted, of each deployment; a window in which drift was not measured ends no run. */
function driftStarts(windows: readonly HealthWindow[]): HealthWindow[] {
  return byDeployment(windows).flatMap((own) => {
    const measured = own.filter(({ drift }) => drift !== null)
    return measured.filter((window, i) => isDrifting(window) && !(measured[i - 1] && isDrifting(measured[i - 1] as HealthWindow)))
  })
}

function approvals({ model, requests, grants }: ModelHealthView, now: number): HealthMark[] {
  const versionHref = (version: string) => `/models/${model}/versions/${version}`
  const asked = requests.flatMap(({ id, version, state, openedAt, closedAt }): HealthMark[] => {
    const mark = { lane: 'approvals' as const, href: `/requests/${id}` }
    const open: HealthMark = {
      ...mark,
      id: `asked:${id}`,
      at: Date.parse(openedAt),
      short: `v${version} requested`,
      text: `v${version} requested`,
      hollow: true,
    }
    if (closedAt === null || (state !== 'rejected' && state !== 'withdrawn')) return [open]
    const word = `v${version} ${state}`
    return [
      open,
      { ...mark, id: `closed:${id}`, at: Date.parse(closedAt), short: word, text: word, hollow: false, tone: state === 'rejected' ? 'fail' : 'unknown' },
    ]
  })
  const granted = grants.flatMap(({ id, version, requestId, issuedAt, expiresAt, revokedAt, revokeReason }): HealthMark[] => {
    const mark = { lane: 'approvals' as const, hollow: false }
    const issued: HealthMark = {
      ...mark,
      id: `granted:${id}`,
      at: Date.parse(issuedAt),
      short: `v${version} approved`,
      text: `v${version} approved, grant issued`,
      href: `/requests/${requestId}`,
    }
    if (revokedAt !== null) {
      const text = `grant of v${version} revoked${revokeReason ? `: ${revokeReason}` : ''}`
      return [issued, { ...mark, id: `revoked:${id}`, at: Date.parse(revokedAt), short: `v${version} revoked`, text, href: versionHref(version), tone: 'fail' }]
    }
    if (Date.parse(expiresAt) > now) return [issued]
    return [
      issued,
      {
        ...mark,
        id: `ended:${id}`,
        at: Date.parse(expiresAt),
        short: `v${version} ended`,
        text: `grant of v${version} ended`,
        href: versionHref(version),
        tone: 'fail',
      },
    ]
  })
  return [...asked, ...granted]
}

const ENDS = { superseded: 'superseded', stopped: 'taken out of service', active: 'ended' } as const

/** All that happened up to now, newest first. */
export function healthMarks(health: ModelHealthView, now: number): HealthMark[] {
  const { model, versions, deployments, windows } = health
  const registered = versions.map(({ version, status, createdAt }): HealthMark => ({
    id: `version:${version}`,
    at: Date.parse(createdAt),
    lane: 'versions',
    short: `v${version}`,
    text: status === 'failed' ? `v${version} registered; its file was refused at intake` : `v${version} registered`,
    href: `/models/${model}/versions/${version}`,
    hollow: status !== 'ready',
    ...(status === 'failed' ? { tone: 'fail' as const } : {}),
  }))
  const deployed = deployments.flatMap(({ id, version, state, createdAt, endedAt }): HealthMark[] => {
    const mark = { lane: 'deployments' as const, href: `/deployments/${id}`, short: `v${version}`, hollow: false }
    const begun: HealthMark = { ...mark, id: `deployed:${id}`, at: Date.parse(createdAt), text: `v${version} put live` }
    return endedAt === null ? [begun] : [begun, { ...mark, id: `stopped:${id}`, at: Date.parse(endedAt), text: `v${version} ${ENDS[state]}` }]
  })
  const drifted = driftStarts(windows).map((window): HealthMark => ({
    id: `drift:${window.id}`,
    at: Date.parse(window.from),
    lane: 'drift',
    short: window.drift?.feature ?? 'drift',
    text: `v${window.version} begins to drift: ${window.drift?.feature ?? 'scores'}${window.drift?.psi == null ? '' : `, PSI ${formatMetric(window.drift.psi, 3)}`}`,
    href: evidenceHref(window, 'drift') ?? `/deployments/${window.deploymentId}/windows`,
    hollow: false,
    tone: 'warn',
  }))
  return [...registered, ...approvals(health, now), ...deployed, ...drifted].filter(({ at }) => at <= now).toSorted((a, b) => b.at - a.at)
}
