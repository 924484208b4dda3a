import { z } from 'zod'
import { name } from '#server/contracts/common.ts'
import { email, role } from '#server/contracts/identity.ts'
import { identityOperations, principalByEmail, serviceByName, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { Connection } from './connect.ts'
import { checked, ttlDays } from './options.ts'

const actor = systemActor('cli')

async function ownerId(runtime: Runtime, options: Record<string, string>): Promise<string> {
  if (options.user !== undefined) {
    const { user } = checked(z.object({ user: email }), options)
    const found = await principalByEmail(runtime.db, user)
    if (!found) throw new Error(`--user: nobody has the e-mail address ${user}`)
    return found.principal.id
  }
  if (options.service === undefined) throw new Error('--user or --service is needed')
  const known = await serviceByName(runtime.db, options.service)
  if (known) return known.id
  const { service, ...rest } = checked(z.object({ service: name, role, team: name.optional() }), options)
  return (await runOperation(runtime, identityOperations.createService, { actor }, { name: service, ...rest })).id
}

export async function keyCreate({ runtime }: Connection, options: Record<string, string>) {
  const days = ttlDays(options.ttl)
  const principal = await ownerId(runtime, options)
  const made = await runOperation(
    runtime,
    identityOperations.createKey,
    { actor },
    { principal, name: 'made on the command line', ...(days === undefined ? {} : { ttlDays: days }) },
  )
  return { ok: true, json: { key: made.key }, text: made.key }
}
