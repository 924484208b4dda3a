import { eq, sql } from 'drizzle-orm'
import { principal, team } from '#drizzle/schema/identity.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { PrincipalView } from '#server/contracts/identity.ts'
import type { Queryable, Tx } from '#server/db/client.ts'
import { found, newId, refuse } from '#server/domain/kit/index.ts'

export type PrincipalRow = typeof principal.$inferSelect

export const principalView = (row: PrincipalRow, teamName: string | null): PrincipalView => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  email: row.email,
  role: row.role,
  team: teamName,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

export const actorOf = (row: PrincipalRow, teamName: string | null): Actor => ({
  kind: row.kind,
  id: row.id,
  name: row.name,
  role: row.role,
  teamId: row.teamId,
  teamName,
})

/** The id of a team by name, made on first use. */
export async function ensureTeam(tx: Tx, name: string): Promise<string> {
  await tx.insert(team).values({ id: newId(), name }).onConflictDoNothing()
  const [row] = await tx.select({ id: team.id }).from(team).where(eq(team.name, name))
  return found(row, `team ${name}`).id
}

export async function teamIdOf(db: Queryable, name: string): Promise<string> {
  const [row] = await db.select({ id: team.id }).from(team).where(eq(team.name, name))
  if (!row) {
    refuse('invalid', `There is no team ${name}.`, [{ path: 'team', message: `There is no team ${name}.`, fix: 'Name a team that exists.' }])
  }
  return row.id
}

export async function principalByEmail(db: Queryable, email: string) {
  const [row] = await db
    .select({ principal, teamName: team.name })
    .from(principal)
    .leftJoin(team, eq(team.id, principal.teamId))
    .where(eq(sql`lower(${principal.email})`, email.toLowerCase()))
  return row
}

export async function principalById(db: Queryable, id: string) {
  const [row] = await db.select({ principal, teamName: team.name }).from(principal).leftJoin(team, eq(team.id, principal.teamId)).where(eq(principal.id, id))
  return row
}
