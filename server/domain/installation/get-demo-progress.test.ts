import { afterAll, beforeAll, expect, it } from 'vitest'
import { workerHeartbeat } from '#drizzle/schema/kit.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { DEMO_BEAT } from '#server/contracts/demo.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { installationOperations } from './index.ts'

let database: TestDatabase
let viewer: Actor

beforeAll(async () => {
  database = await openTestDatabase()
  viewer = await makePerson(database.runtime, 'viewer', 'lending')
})
afterAll(() => database.close())

const read = () => runOperation(database.runtime, installationOperations.getDemoProgress, { actor: viewer }, {})

async function beat(secondsAgo: number, detail: Record<string, unknown>): Promise<void> {
  const beatAt = new Date(Date.now() - secondsAgo * 1000)
  const row = { name: DEMO_BEAT, pid: 1, startedAt: beatAt, beatAt, detail }
  await database.runtime.db.insert(workerHeartbeat).values(row).onConflictDoUpdate({ target: workerHeartbeat.name, set: row })
}

it('tells of the demo only while it fills in, by somebody who lives', async () => {
  expect(await read()).toEqual({ filling: null })
  await beat(1, { done: 3, total: 12, step: 'a model' })
  expect(await read()).toEqual({ filling: { done: 3, total: 12, step: 'a model' } })
  await beat(60, { done: 4, total: 12, step: 'killed meanwhile' })
  expect(await read()).toEqual({ filling: null })
  await beat(1, { done: 12, total: 12, step: 'a model' })
  expect(await read()).toEqual({ filling: null })
})
