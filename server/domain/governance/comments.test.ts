import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requestComment } from '#drizzle/schema/governance.ts'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { Role } from '#server/contracts/roles.ts'
import { newId, runOperation } from '#server/domain/kit/index.ts'
import { governanceOperations } from './index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'

let database: TestDatabase
let people: Record<Role, Actor>
let strangers: Record<Role, Actor>
let request: Awaited<ReturnType<typeof openRequest>>

const say = (actor: Actor, body: string, mentions: string[] = []) =>
  runOperation(database.runtime, governanceOperations.addComment, { actor }, { request: request.id, body, mentions })
const inbox = async (actor: Actor) =>
  (await runOperation(database.runtime, governanceOperations.listInbox, { actor }, {})).items.map(({ kind, text, by }) => ({ kind, text, by }))

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  strangers = await makePeople(database.runtime, 'fraud')
  const subject = await readyVersion(database.runtime, people['ml-engineer'])
  await bringEvidence(database.runtime, people['ml-engineer'], subject)
  request = await openRequest(database.runtime, people['ml-engineer'], subject)
})
afterAll(() => database.close())

it('keeps what is said, in order, and who is asked to read it', async () => {
  await say(people.reviewer, 'Why does age weigh more than before?', [people['ml-engineer'].id])
  await say(people['ml-engineer'], 'Because the training data has more of the young.', [people.reviewer.id, people.reviewer.id])
  const { items } = await runOperation(database.runtime, governanceOperations.listComments, { actor: people.auditor }, { request: request.id })
  expect(items.map(({ author, body, mentions }) => [author.name, body.slice(0, 7), mentions.map(({ id }) => id)])).toEqual([
    [people.reviewer.name, 'Why doe', [people['ml-engineer'].id]],
    [people['ml-engineer'].name, 'Because', [people.reviewer.id]],
  ])
  const first = await runOperation(database.runtime, governanceOperations.listComments, { actor: people.auditor }, { request: request.id, limit: 1 })
  const cursor = first.nextCursor ?? ''
  const second = await runOperation(database.runtime, governanceOperations.listComments, { actor: people.auditor }, { request: request.id, limit: 1, cursor })
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id))
})

it('puts into each inbox what is for that person, and nothing else', async () => {
  expect(await inbox(people.reviewer)).toEqual([
    expect.objectContaining({ kind: 'decide', by: people['ml-engineer'].name }),
    expect.objectContaining({ kind: 'mention', by: people['ml-engineer'].name }),
  ])
  expect(await inbox(people['ml-engineer'])).toEqual([expect.objectContaining({ kind: 'mention', by: people.reviewer.name })])
  await say(people.reviewer, 'Thank you.')
  expect((await inbox(people['ml-engineer'])).map(({ kind }) => kind)).toEqual(['comment', 'mention'])
  expect(await inbox(people.viewer)).toEqual([])
  expect(await inbox(strangers['ml-engineer'])).toEqual([])
})

it('refuses who only reads, what says nothing, and who is not here', async () => {
  await expect(say(people.viewer, 'Me too')).rejects.toMatchObject({ problem: { slug: 'forbidden' } })
  await expect(say(people.reviewer, '   ')).rejects.toMatchObject({ problem: { slug: 'invalid', errors: [expect.objectContaining({ path: 'body' })] } })
  await expect(say(people.reviewer, 'Hello', [request.id])).rejects.toMatchObject({
    problem: { slug: 'invalid', errors: [expect.objectContaining({ path: 'mentions' })] },
  })
})

it('lets nobody change what was said, and logs that it was, by its digest', async () => {
  const { db } = database.runtime
  await expect(db.update(requestComment).set({ body: 'never said' }).where(eq(requestComment.requestId, request.id))).rejects.toMatchObject({
    cause: { message: 'request_comment is append-only' },
  })
  await expect(db.delete(requestComment).where(eq(requestComment.requestId, request.id))).rejects.toMatchObject({
    cause: { message: 'permission denied for table request_comment' },
  })
  const events = await db.select().from(auditEvent).where(eq(auditEvent.operation, 'add-comment'))
  expect(events).toHaveLength(3)
  expect(Buffer.concat(events.map(({ leaf }) => leaf)).toString()).not.toContain('Thank you')
})

it('tells who asked that it is decided, and who watches over grants that one ends', async () => {
  await decideOn(database.runtime, people.reviewer, request)
  await decideOn(database.runtime, people['compliance-officer'], request)
  expect((await inbox(people['ml-engineer']))[0]).toMatchObject({ kind: 'decided', text: 'approved' })
  const { items } = await runOperation(database.runtime, governanceOperations.listGrants, { actor: people.auditor }, {})
  const late = new Date(Date.parse(items[0].expiresAt) - 5 * 86_400_000)
  const later = { ...database.runtime, now: () => late }
  const at = async (actor: Actor) => (await runOperation(later, governanceOperations.listInbox, { actor }, {})).items.map(({ kind }) => kind)
  expect(await at(people['compliance-officer'])).toEqual(['expiring'])
  expect(await at(people['ml-engineer'])).toEqual(['expiring'])
  expect(await at(strangers['ml-engineer'])).toEqual([])
  expect(await at(people.viewer)).toEqual([])
})

it('lets no number of comments push a mention out of the inbox', async () => {
  const opener = people['ml-engineer']
  const early = { ...database.runtime, now: () => new Date(Date.now() - 3_600_000) }
  const input = { request: request.id, body: 'Read this.', mentions: [opener.id] }
  const { id } = await runOperation(early, governanceOperations.addComment, { actor: people.reviewer }, input)
  const { items: before } = await runOperation(database.runtime, governanceOperations.listInbox, { actor: opener }, {})
  const [said] = before.filter((item) => item.id === `comment:${id}`)
  expect(said).toMatchObject({ kind: 'mention' })
  await database.runtime.db.insert(requestComment).values(
    Array.from({ length: 120 }, (_, i) => ({
      id: newId(),
      requestId: request.id,
      authorId: people.reviewer.id,
      role: 'reviewer' as const,
      body: `Remark ${i}`,
      mentions: [],
      createdAt: new Date(),
    })),
  )
  const { items } = await runOperation(database.runtime, governanceOperations.listInbox, { actor: opener }, {})
  expect(items).toContainEqual(said)
  expect(items.filter(({ kind }) => kind === 'comment')).toHaveLength(100)
})
