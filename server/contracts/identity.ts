import { z } from 'zod'
import { instant, name, uuid } from './common.ts'
import { PRINCIPAL_KINDS, ROLES } from './roles.ts'

export const email = z.email('An e-mail address such as ada@example.com.').max(254)
export const role = z.enum(ROLES, `A role is one of ${ROLES.join(', ')}.`)

export const principalView = z.object({
  id: uuid,
  kind: z.enum(PRINCIPAL_KINDS),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(ROLES),
  team: z.string().nullable(),
  disabledAt: instant.nullable(),
  createdAt: instant,
})
export type PrincipalView = z.infer<typeof principalView>

export const createUserInput = z.object({
  email,
  name: z.string().min(1, 'A name has at least one character.').max(200, 'A name has at most 200 characters.'),
  role,
  team: name.optional(),
})
export const keyView = z.object({
  id: uuid,
  owner: z.object({ id: uuid, name: z.string(), kind: z.enum(PRINCIPAL_KINDS) }),
  name: z.string(),
  prefix: z.string(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export const sessionView = z.object({
  id: uuid,
  owner: z.object({ id: uuid, name: z.string() }),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  current: z.boolean(),
})
