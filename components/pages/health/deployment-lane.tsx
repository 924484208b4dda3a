import type { ModelHealthView } from '#server/contracts/model-health.ts'
import { formatDate } from '../../ui/format-time.ts'
import { LaneFrame } from './lane-frame.tsx'
import { LANES } from './lanes.ts'
import type { TimeAxis } from './time-axis.ts'

interface DeploymentLaneProps {
  readonly health: ModelHealthView
  readonly axis: TimeAxis
  readonly now: number
}

const LETTER = 6.6
const BAR = 14

/** What served when: filled while its grant held, framed while inference refused it. */
export function DeploymentLane({ health, axis, now }: DeploymentLaneProps) {
  const { top } = LANES.deployments
  const y = top + 12
  const bars = health.deployments.flatMap((held) => {
    const grant = health.grants.find(({ id }) => id === held.grantId)
    const begin = Date.parse(held.createdAt)
    const end = held.endedAt === null ? now : Date.parse(held.endedAt)
    if (end <= axis.from || begin >= axis.to) return []
    const allowed = Math.min(end, Date.parse(grant?.revokedAt ?? grant?.expiresAt ?? held.createdAt))
    const x = (ms: number) => axis.at(Math.max(axis.from, Math.min(axis.to, ms)))
    return [{ ...held, left: x(begin), until: x(allowed), right: x(end), refused: allowed < end }]
  })
  return (
    <LaneFrame id="deployments" title="Deployment" note="all traffic" axis={axis} empty={bars.length === 0 ? 'nothing was deployed in these days' : null}>
      {bars.map(({ id, version, state, createdAt, left, until, right, refused }) => {
        const words = `v${version}${refused ? ', then refused' : ''} since ${formatDate(createdAt, 'day-month')}`
        const fits = right - left > words.length * LETTER
        const short = `v${version}`
        const end = !fits && axis.right - left < words.length * LETTER
        return (
          <g key={id}>
            <rect x={left} y={y} width={Math.max(2, until - left)} height={BAR} style={{ fill: state === 'active' ? 'var(--c1)' : 'var(--c-ref)' }} />
            {refused ? (
              <rect x={until} y={y} width={Math.max(2, right - until)} height={BAR} style={{ fill: 'none', stroke: 'var(--fail)', strokeDasharray: '4 3' }} />
            ) : null}
            {fits || right - left > short.length * LETTER || state === 'active' ? (
              <text className={end ? 'k e' : 'k'} x={end ? Math.max(right, left) : left} y={y + BAR + 15}>
                {fits || end ? words : short}
              </text>
            ) : null}
          </g>
        )
      })}
    </LaneFrame>
  )
}
