import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { PrincipalKind, Role } from '#server/contracts/roles.ts'
import type { ViewPage } from '#server/contracts/views.ts'
import { bytea, createdAt, id, instant } from './columns.ts'

export const team = pgTable('team', {
  id: id(),
  name: text('name').notNull().unique(),
  createdAt: createdAt(),
})

/** A person or a service account: whoever can act. */
export const principal = pgTable(
  'principal',
  {
    id: id(),
    kind: text('kind').$type<PrincipalKind>().notNull(),
    name: text('name').notNull(),
    email: text('email'),
    role: text('role').$type<Role>().notNull(),
    teamId: uuid('team_id').references(() => team.id),
    passwordHash: text('password_hash'),
    disabledAt: instant('disabled_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('principal_email').on(sql`lower(${t.email})`),
    uniqueIndex('principal_service_name')
      .on(t.name)
      .where(sql`kind = 'service'`),
    check('principal_kind', sql`(kind = 'user' and email is not null) or (kind = 'service' and email is null and password_hash is null)`),
  ],
)

export const session = pgTable(
  'session',
  {
    id: id(),
    principalId: uuid('principal_id')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    userAgent: text('user_agent'),
    address: text('address'),
  },
  (t) => [index('session_principal').on(t.principalId, t.createdAt)],
)

/** Only the SHA-256 of a key is kept; the prefix is what a person recognises it by. */
export const apiKey = pgTable(
  'api_key',
  {
    id: id(),
    principalId: uuid('principal_id')
      .notNull()
      .references(() => principal.id),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: bytea('hash').notNull().unique(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('api_key_principal').on(t.principalId, t.createdAt)],
)

/** Failed sign-ins by e-mail address and by network address. */
export const signInThrottle = pgTable('sign_in_throttle', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  lockedUntil: instant('locked_until'),
  updatedAt: instant('updated_at').notNull(),
})

/** A search of a page that somebody keeps under a name. */
export const savedView = pgTable(
  'saved_view',
  {
    id: id(),
    principalId: uuid('principal_id')
      .notNull()
      .references(() => principal.id),
    page: text('page').$type<ViewPage>().notNull(),
    name: text('name').notNull(),
    query: text('query').notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('saved_view_name').on(t.principalId, t.page, t.name)],
)
