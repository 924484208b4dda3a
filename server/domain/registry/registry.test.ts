import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { Role } from '#server/contracts/roles.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { registryOperations } from './index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'

let database: TestDatabase
let people: Record<Role, Actor>
const model = { name: 'loans', team: 'lending', description: 'Decides loans', purpose: 'credit', exposure: 'customer' } as const

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
})
afterAll(() => database.close())

describe('the registry', () => {
  it('registers a model with the tier of its purpose and exposure, and audits it in the same transaction', async () => {
    const made = await runOperation(database.runtime, registryOperations.createModel, { actor: people['ml-engineer'] }, model)
    expect(made.riskTier).toBe('high')
    const events = await database.runtime.db.select().from(auditEvent)
    expect(events.filter((event) => event.subject === 'model:loans').map((event) => event.operation)).toEqual(['create-model'])
  })

  it('refuses the name a second time, and records nothing of the attempt', async () => {
    await expect(runOperation(database.runtime, registryOperations.createModel, { actor: people['ml-engineer'] }, model)).rejects.toThrow(/already-exists/)
    const events = await database.runtime.db.select().from(auditEvent)
    expect(events.filter((event) => event.subject === 'model:loans')).toHaveLength(1)
  })

  it('gives numbers out one by one to rivals', async () => {
    const add = () => runOperation(database.runtime, registryOperations.createVersion, { actor: people['ml-engineer'] }, { model: 'loans', features: ['a'] })
    const made = await Promise.all(Array.from({ length: 8 }, add))
    expect(made.map((version) => Number(version.version)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})
