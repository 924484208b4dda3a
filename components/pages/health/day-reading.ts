import type { HealthWindow, ModelHealthView } from '#server/contracts/model-health.ts'
import { DAY_MS, startOf } from './health-range.ts'
import { byDeployment, type HealthMark } from './health-marks.ts'

/** Everything that a timeline shows on one day. Pure. */
export interface DayReading {
  readonly day: string
  /** What served at any moment of the day, the last of it first. */
  readonly deployments: ModelHealthView['deployments']
  /** Whether the grant under which the last of them serves held at the end of the day. */
  readonly grant: { readonly until: string; readonly state: 'live' | 'expired' | 'revoked' } | null
  /** The window of production that the day lies in, of the deployment that came last; of several the last of the day. */
  readonly window: HealthWindow | null
  readonly cost: ModelHealthView['days'][number] | null
  readonly marks: readonly HealthMark[]
}

const overlaps = (from: string, to: string | null, begin: number, end: number): boolean => Date.parse(from) < end && (to === null || Date.parse(to) > begin)

/** The window nearest before the end of the day that reaches into it. */
function windowOf(windows: readonly HealthWindow[], begin: number, end: number): HealthWindow | null {
  const inside = byDeployment(windows).flatMap((own) => own.findLast(({ from, to }) => overlaps(from, to, begin, end)) ?? [])
  return inside.toSorted((a, b) => Date.parse(b.from) - Date.parse(a.from) || (a.deploymentId < b.deploymentId ? 1 : -1))[0] ?? null
}

/** Reads all lanes on a day; `marks` are all there are. */
export function readDay(health: ModelHealthView, marks: readonly HealthMark[], day: string, now: number): DayReading {
  const begin = startOf(day)
  const end = Math.min(begin + DAY_MS, Math.max(now, begin + 1))
  const deployments = health.deployments
    .filter(({ createdAt, endedAt }) => overlaps(createdAt, endedAt, begin, end))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  const held = health.grants.find(({ id }) => id === deployments[0]?.grantId)
  return {
    day,
    deployments,
    grant: held
      ? {
          until: held.revokedAt ?? held.expiresAt,
          state: held.revokedAt !== null && Date.parse(held.revokedAt) < end ? 'revoked' : Date.parse(held.expiresAt) < end ? 'expired' : 'live',
        }
      : null,
    window: windowOf(health.windows, begin, end),
    cost: health.days.find((one) => one.day === day) ?? null,
    marks: marks.filter(({ at }) => at >= begin && at < begin + DAY_MS),
  }
}
