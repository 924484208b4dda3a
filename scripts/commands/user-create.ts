import { createUserInput } from '#server/contracts/identity.ts'
import { identityOperations, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Connection } from './connect.ts'
import { checked } from './options.ts'

export async function userCreate({ runtime }: Connection, options: Record<string, string>) {
  const { email, name, role, team } = options
  const input = checked(createUserInput, { email, name, role, team })
  const made = await runOperation(runtime, identityOperations.createUser, { actor: systemActor('cli') }, input)
  return { ok: true, json: { email: made.user.email, password: made.password }, text: `${made.user.email}\npassword (shown this once): ${made.password}` }
}
