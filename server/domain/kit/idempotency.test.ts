import { afterAll, beforeAll, expect, it } from 'vitest'
import { idempotencyKey } from '#drizzle/schema/kit.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { forgetOldKeys } from './idempotency.ts'
import { newId } from './ids.ts'

const HOUR = 3_600_000

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

it('keys are forgotten after a day, some thousands at once', async () => {
  const { db } = database.runtime
  const now = new Date()
  const principalId = newId()
  const keyed = (key: string, hours: number) => ({
    principalId,
    key,
    operation: 'create-model',
    requestDigest: '',
    createdAt: new Date(now.getTime() - hours * HOUR),
  })
  await db.insert(idempotencyKey).values([keyed('new', 0), keyed('younger', 23.9)])
  for (let part = 0; part < 6; part++) {
    await db.insert(idempotencyKey).values(Array.from({ length: 1000 }, (_, i) => keyed(`old ${part} ${i}`, 24.1 + i)))
  }
  expect(await forgetOldKeys(db, now)).toBe(true)
  expect(await db.$count(idempotencyKey)).toBe(1002)
  expect(await forgetOldKeys(db, now)).toBe(false)
  const kept = await db.select({ key: idempotencyKey.key }).from(idempotencyKey)
  expect(kept.map(({ key }) => key).toSorted()).toEqual(['new', 'younger'])
})
