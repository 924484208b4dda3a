import type { Gate, RequestView } from '#server/contracts/governance.ts'
import type { VersionView } from '#server/contracts/registry.ts'
import type { StandingView } from '#server/contracts/standing.ts'
import type { Outputs } from '../../trpc/trpc.ts'

type Grant = Outputs['governance']['listGrants']['items'][number]

export interface VersionStanding {
  readonly gates: readonly Gate[]
  readonly failing: readonly Gate[]
  readonly blocking: readonly Gate[]
  /** Set when this version is the one deployed. */
  readonly liveSince: string | null
  /** The version of the model that serves instead. */
  readonly otherLive: string | null
  /** What the newest windows of its deployment say, where this version is live. */
  readonly production: StandingView['production']
  /** The newest grant of this version. */
  readonly grant: Grant | undefined
  /** The newest request about this version. */
  readonly request: RequestView | undefined
  /** Who approved what the grant rests on. */
  readonly approvers: readonly string[]
}

interface Read {
  readonly held: VersionView
  readonly gates: readonly Gate[]
  readonly model: StandingView | undefined
  readonly grants: readonly Grant[]
  readonly request: RequestView | undefined
}

/** What the pages of a version need to know of it, from the queries of its frame. */
export function readVersion({ held, gates, model, grants, request }: Read): VersionStanding {
  const live = model?.live
  const grant = grants.find((one) => one.version === held.version)
  return {
    gates,
    failing: gates.filter((gate) => gate.state === 'fail'),
    blocking: gates.filter((gate) => gate.blocks),
    liveSince: live?.version === held.version ? live.since : null,
    otherLive: live && live.version !== held.version ? live.version : null,
    production: live?.version === held.version ? (model?.production ?? null) : null,
    grant,
    request,
    approvers:
      grant && request?.id === grant.requestId
        ? request.decisions.filter((decision) => decision.decision === 'approve').map((decision) => decision.actor.name)
        : [],
  }
}
