import { z } from 'zod'
import { name } from '#server/contracts/common.ts'
import { email, role } from '#server/contracts/identity.ts'
import { identityOperations, principalByEmail, principalById, serviceByName, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { Connection } from './connect.ts'
import { checked, ttlSeconds } from './options.ts'

const actor = systemActor('cli')

async function ownerId(runtime: Runtime, options: Record<string, string>): Promise<string> {
  if (options.user !== undefined) {
    const stray = ['service', 'role', 'team'].find((option) => options[option] !== undefined)
    if (stray !== undefined) throw new Error(`--${stray}: is not for the key of a person, who has a role and a team already`)
    const { user } = checked(z.object({ user: email }), options)
    const found = await principalByEmail(runtime.db, user)
    if (!found) throw new Error(`--user: nobody has the e-mail address ${user}`)
    return found.principal.id
  }
  if (options.service === undefined) throw new Error('--user or --service is needed')
  const known = await serviceByName(runtime.db, options.service)
  if (known) {
    if (options.role !== undefined && options.role !== known.role) throw new Error(`--role: the service account ${known.name} exists already, as ${known.role}`)
    const team = options.team === undefined ? null : (await principalById(runtime.db, known.id))?.teamName
    if (options.team !== undefined && options.team !== team)
      throw new Error(`--team: the service account ${known.name} exists already, in ${team ?? 'no team'}`)
    return known.id
  }
  const { service, ...rest } = checked(z.object({ service: name, role, team: name.optional() }), options)
  return (await runOperation(runtime, identityOperations.createService, { actor }, { name: service, ...rest })).id
}

export async function keyCreate({ runtime }: Connection, options: Record<string, string>) {
  const ttl = ttlSeconds(options.ttl)
  const principal = await ownerId(runtime, options)
  const made = await runOperation(
    runtime,
    identityOperations.createKey,
    { actor },
    { principal, name: 'made on the command line', ...(ttl === undefined ? {} : { ttlSeconds: ttl }) },
  )
  return { ok: true, json: { key: made.key }, text: made.key }
}
