import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identityOperations, actorOfKey, actorOfSession, signIn, systemActor } from './index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'

let database: TestDatabase
const system = { actor: systemActor('test') }
const HOUR = 3_600_000

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function person(email: string) {
  return runOperation(database.runtime, identityOperations.createUser, system, { email, name: 'Ada', role: 'reviewer', team: 'risk' })
}
const enter = (email: string, password: string, now = new Date()) =>
  signIn(database.runtime.db, { email, password, address: '127.0.0.1', userAgent: null }, now)

describe('sign-in', () => {
  it('opens a session for the right password, whatever the case of the address', async () => {
    const { user, password } = await person('ada@example.test')
    const { sessionId } = await enter('ADA@example.test', password)
    expect(await actorOfSession(database.runtime.db, sessionId)).toMatchObject({ id: user.id, role: 'reviewer', teamName: 'risk' })
  })

  it('says the same of a wrong password and of nobody', async () => {
    await person('grace@example.test')
    const wrong = await enter('grace@example.test', 'not it').catch((error: unknown) => error)
    const nobody = await enter('nobody@example.test', 'not it').catch((error: unknown) => error)
    expect(wrong).toMatchObject({ problem: { slug: 'unauthenticated' } })
    expect((nobody as Error).message).toBe((wrong as Error).message)
  })

  it('locks after five failures, then longer each time, and opens again', async () => {
    const { password } = await person('joan@example.test')
    const at = (seconds: number) => new Date(Date.UTC(2027, 0, 1) + seconds * 1000)
    const locked = (seconds: number, secret: string) =>
      signIn(database.runtime.db, { email: 'joan@example.test', password: secret, address: null, userAgent: null }, at(seconds))
    for (let i = 0; i < 6; i++) await expect(locked(i / 10, 'wrong')).rejects.toThrow(/unauthenticated/)
    await expect(locked(1, password)).rejects.toThrow(/too-many-attempts/)
    await expect(locked(4, password)).resolves.toBeDefined()
  })
})

describe('sessions', () => {
  it('end when revoked, when idle for eight hours, and after a day whatever happens', async () => {
    const { password } = await person('mary@example.test')
    const { db } = database.runtime
    const start = new Date()
    const { sessionId } = await enter('mary@example.test', password, start)
    const later = (hours: number) => new Date(start.getTime() + hours * HOUR)
    expect(await actorOfSession(db, sessionId, later(7))).not.toBeNull()
    expect(await actorOfSession(db, sessionId, later(14))).not.toBeNull()
    expect(await actorOfSession(db, sessionId, later(23))).toBeNull()
    const idle = await enter('mary@example.test', password, start)
    expect(await actorOfSession(db, idle.sessionId, later(9))).toBeNull()
    const held = await enter('mary@example.test', password, start)
    await runOperation(database.runtime, identityOperations.revokeSession, system, { session: held.sessionId })
    expect(await actorOfSession(db, held.sessionId)).toBeNull()
  })

  it('end for a person who is disabled', async () => {
    const { user, password } = await person('ruth@example.test')
    const { sessionId } = await enter('ruth@example.test', password)
    await runOperation(database.runtime, identityOperations.setAccess, system, { principal: user.id, disabled: true })
    expect(await actorOfSession(database.runtime.db, sessionId)).toBeNull()
    await expect(enter('ruth@example.test', password)).rejects.toThrow(/unauthenticated/)
  })
})

describe('keys', () => {
  it('work until they are revoked or expire; only a hash is stored', async () => {
    const { user } = await person('kay@example.test')
    const { db } = database.runtime
    const made = await runOperation(database.runtime, identityOperations.createKey, system, { principal: user.id, name: 'ci', ttlDays: 2 })
    expect(await actorOfKey(db, made.key)).toMatchObject({ id: user.id })
    const dump = await db.$client.query('select row_to_json(api_key)::text as row from api_key')
    expect(dump.rows.map((row) => row.row).join()).not.toContain(made.key.slice(9))
    expect(await actorOfKey(db, made.key, new Date(Date.now() + 49 * HOUR))).toBeNull()
    expect(await actorOfKey(db, `${made.key.slice(0, -1)}${made.key.endsWith('0') ? '1' : '0'}`)).toBeNull()
    const { items } = await runOperation(database.runtime, identityOperations.listKeys, system, { everyone: true })
    const [row] = items.filter((key) => key.owner.id === user.id)
    expect(row.lastUsedAt).not.toBeNull()
    await runOperation(database.runtime, identityOperations.revokeKey, system, { key: row.id })
    expect(await actorOfKey(db, made.key)).toBeNull()
  })
})
