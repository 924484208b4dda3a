import type { Actor } from '#server/contracts/actor.ts'
import { ROLES } from '#server/contracts/roles.ts'
import type { Role } from '#server/contracts/roles.ts'
import { identityOperations, systemActor, teamIdOf } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'

let made = 0

/** A person with a role in a team, as the actor that operations see. */
export async function makePerson(runtime: Runtime, role: Role, team: string): Promise<Actor> {
  const name = `${role}-${++made}`
  const { user } = await runOperation(
    runtime,
    identityOperations.createUser,
    { actor: systemActor('test') },
    { email: `${name}@example.test`, name, role, team },
  )
  return { kind: 'user', id: user.id, name, role, teamId: await teamIdOf(runtime.db, team), teamName: team }
}

/** One person of every role in one team. */
export async function makePeople(runtime: Runtime, team: string): Promise<Record<Role, Actor>> {
  const people: Partial<Record<Role, Actor>> = {}
  for (const role of ROLES) people[role] = await makePerson(runtime, role, team)
  return people as Record<Role, Actor>
}
