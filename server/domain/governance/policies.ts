import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { policy } from '#drizzle/schema/governance.ts'
import { principal } from '#drizzle/schema/identity.ts'
import { actorRef, digest, instant } from '#server/contracts/common.ts'
import { policyDocument } from '#server/contracts/governance.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineCommand, defineQuery, digestOf, found, newId, ofNoTeam } from '#server/domain/kit/index.ts'
import type { PolicyRow } from './internal.ts'
import { currentPolicy } from './internal.ts'

const policyContract = z.object({
  revision: z.number().int(),
  document: policyDocument,
  digest,
  createdAt: instant,
  /** Null: the product itself, at its first start. */
  createdBy: actorRef.nullable(),
})

const author = { kind: principal.kind, id: principal.id, name: principal.name }
type Author = z.infer<typeof actorRef> | null

const policyView = (row: PolicyRow, createdBy: Author) => ({
  revision: row.revision,
  document: row.document,
  digest: row.digest,
  createdAt: row.createdAt.toISOString(),
  createdBy,
})

const policyQuery = (db: Queryable) => db.select({ row: policy, author }).from(policy).leftJoin(principal, eq(principal.id, policy.createdBy))

export const getPolicy = defineQuery({
  name: 'get-policy',
  summary: 'The policy in force, or an earlier revision',
  permission: 'read',
  input: z.object({ revision: z.coerce.number().int().min(1).optional() }),
  output: policyContract,
  rest: { method: 'GET', path: '/policy' },
  async run({ db, input }) {
    const revision = input.revision ?? (await currentPolicy(db)).revision
    const [held] = await policyQuery(db).where(eq(policy.revision, revision))
    const { row, author: createdBy } = found(held, `policy revision ${revision}`)
    return policyView(row, createdBy)
  },
})

export const listPolicies = defineQuery({
  name: 'list-policies',
  summary: 'All revisions of the policy, newest first',
  permission: 'read',
  input: z.object({}),
  output: z.object({ items: z.array(policyContract), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/policies' },
  async run({ db }) {
    const rows = await policyQuery(db).orderBy(desc(policy.revision))
    return { items: rows.map(({ row, author: createdBy }) => policyView(row, createdBy)), nextCursor: null }
  },
})

/** Puts a new revision of the policy in force; requests opened before keep the one they were opened under. */
export const publishPolicy = defineCommand({
  name: 'publish-policy',
  summary: 'Put a new revision of the policy in force',
  permission: 'policy:write',
  input: z.object({ document: policyDocument }),
  output: policyContract,
  rest: { method: 'POST', path: '/policies', status: 201 },
  team: ofNoTeam,
  audit: ({ output }) => ({ subject: `policy:${output.revision}`, under: [], detail: { digest: output.digest } }),
  async run({ tx, actor, input, now }) {
    const [last] = await tx.select({ revision: policy.revision }).from(policy).orderBy(desc(policy.revision)).limit(1)
    const [row] = await tx
      .insert(policy)
      .values({
        id: newId(),
        revision: (last?.revision ?? 0) + 1,
        document: input.document,
        digest: digestOf(input.document),
        createdBy: actor.kind === 'system' ? null : actor.id,
        createdAt: now,
      })
      .returning()
    return policyView(found(row, 'policy'), actor.kind === 'system' ? null : { kind: actor.kind, id: actor.id, name: actor.name })
  },
})
