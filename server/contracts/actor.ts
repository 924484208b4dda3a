import type { Role } from './roles.ts'

export const ACTOR_KINDS = ['user', 'service', 'system'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/** Who acts: resolved from a session or a key once per request; `system` is the product itself. */
export interface Actor {
  kind: ActorKind
  id: string
  name: string
  role: Role | 'system'
  teamId: string | null
  teamName: string | null
  /** The session that authenticated the actor, if it was one. */
  sessionId?: string
  keyId?: string
}
