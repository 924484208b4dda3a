import type { Role } from './roles.ts'

/** Every action of the product. A permission is an action and a scope. */
export const ACTIONS = [
  'read',
  'self:write',
  'model:write',
  'dataset:write',
  'assessment:run',
  'card:write',
  'request:open',
  'request:decide',
  'request:withdraw',
  'request:comment',
  'grant:revoke',
  'deployment:write',
  'prediction:create',
  'label:write',
  'policy:write',
  'price:write',
  'identity:write',
] as const
export type Action = (typeof ACTIONS)[number]

/** `any`: on everything; `team`: on what the actor's own team owns. */
export type Scope = 'any' | 'team'

type Grants = Partial<Record<Action, Scope>>

const reader: Grants = { read: 'any', 'self:write': 'any' }

/** Deny by default: what is not listed is refused. */
export const PERMISSIONS: Record<Role, Grants> = {
  viewer: reader,
  auditor: reader,
  'ml-engineer': {
    ...reader,
    'model:write': 'team',
    'dataset:write': 'team',
    'assessment:run': 'team',
    'card:write': 'team',
    'request:open': 'team',
    'request:withdraw': 'team',
    'request:comment': 'any',
    'deployment:write': 'team',
    'prediction:create': 'team',
    'label:write': 'team',
  },
  reviewer: { ...reader, 'request:decide': 'any', 'request:comment': 'any' },
  'compliance-officer': {
    ...reader,
    'request:decide': 'any',
    'request:comment': 'any',
    'grant:revoke': 'any',
    'policy:write': 'any',
  },
  finops: { ...reader, 'price:write': 'any' },
  admin: Object.fromEntries(ACTIONS.map((action) => [action, 'any'])) as Grants,
}

/** The scope in which a role may take an action, or null when it may not at all. */
export function scopeOf(role: Role | 'system', action: Action): Scope | null {
  if (role === 'system') return 'any'
  return PERMISSIONS[role][action] ?? null
}
