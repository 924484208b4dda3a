import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { identityOperations } from './index.ts'

let database: TestDatabase
let [one, other]: Actor[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  ;[one, other] = [await makePerson(database.runtime, 'viewer', 'lending'), await makePerson(database.runtime, 'auditor', 'risk')]
})
afterAll(() => database.close())

const save = (actor: Actor, name: string, query: string) =>
  runOperation(database.runtime, identityOperations.saveView, { actor }, { page: 'predictions', name, query })
const list = async (actor: Actor) =>
  (await runOperation(database.runtime, identityOperations.listViews, { actor }, { page: 'predictions' })).items.map(({ name, query }) => [name, query])
const remove = (actor: Actor, view: string) => runOperation(database.runtime, identityOperations.removeView, { actor }, { view })

it('keeps the searches of each person, one under a name, and takes none of another away', async () => {
  await save(one, ' late ', 'model=a')
  const { id } = await save(one, 'early', 'model=b')
  await save(one, 'late', 'model=c')
  await save(other, 'late', 'model=d')
  expect(await list(one)).toEqual([
    ['early', 'model=b'],
    ['late', 'model=c'],
  ])
  await expect(remove(other, id)).rejects.toMatchObject({ problem: { slug: 'not-found' } })
  expect(await remove(one, id)).toMatchObject({ name: 'early', query: 'model=b' })
  expect(await list(one)).toEqual([['late', 'model=c']])
  expect(await list(other)).toEqual([['late', 'model=d']])
})

it('keeps no more than fifty of a page, and the fifty stay', async () => {
  const held = (await list(one)).length
  for (let i = held; i < 50; i++) await save(one, `view ${i}`, 'model=a')
  await expect(save(one, 'one too many', 'model=a')).rejects.toMatchObject({ problem: { slug: 'conflict' } })
  expect(await list(one)).toHaveLength(50)
  await save(one, 'late', 'model=e')
})
