import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import { cardOperations } from '#server/domain/cards/index.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { identityOperations } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'
import { searchOperations } from './index.ts'

let database: TestDatabase
let people: Awaited<ReturnType<typeof makePeople>>
let live: ReadyVersion
let candidate: ReadyVersion
let requestId: string

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  live = await readyVersion(database.runtime, people['ml-engineer'])
  candidate = await readyVersion(database.runtime, people['ml-engineer'])
  await bringEvidence(database.runtime, people['ml-engineer'], live)
  const request = await openRequest(database.runtime, people.admin, live)
  requestId = request.id
  await decideOn(database.runtime, people.reviewer, request)
  await decideOn(database.runtime, people['compliance-officer'], request)
  await runOperation(database.runtime, servingOperations.deploy, as(people['ml-engineer']), {
    model: live.model,
    version: live.version,
    environment: 'production',
  })
})
afterAll(() => database.close())

const as = (actor: Actor) => ({ actor })
const find = async (query: string) =>
  (await runOperation(database.runtime, searchOperations.search, as(people.viewer), { query })).items.map(({ kind, id }) => `${kind} ${id}`)

it('finds what has a name, a version by how people write it, and what an id or a digest belongs to', async () => {
  expect(await find(live.model.toUpperCase())).toEqual(expect.arrayContaining([`model ${live.model}`, `dataset ${live.dataset}`, `request ${requestId}`]))
  expect(await find(`${live.model} v1`)).toEqual([`version ${live.model}/1`, `request ${requestId}`])
  expect(await find(live.servingDigest.slice(0, 20))).toEqual([`version ${live.model}/1`])
  expect(await find(requestId)).toEqual([`request ${requestId}`])
  expect(await find('reviewer-')).toHaveLength(1)
  expect(await find('%')).toEqual([])
})

it('lists what serves and what would be next with its newest evidence, and says what was never measured', async () => {
  for (const kind of ['drift', 'fairness'] as const) {
    const { items } = await runOperation(database.runtime, governanceOperations.listNewestEvidence, as(people.viewer), { kind })
    expect(items.map((row) => [row.model, row.live, row.evidence !== null])).toEqual([
      [live.model, true, true],
      [candidate.model, false, false],
    ])
    expect(items[0]?.gates.map((gate) => gate.kind)).toEqual([kind])
    expect(items[1]).toMatchObject({ drift: null, fairness: null, protectedAttributes: ['sex'] })
  }
  const { items } = await runOperation(database.runtime, governanceOperations.listNewestEvidence, as(people.viewer), { kind: 'drift' })
  expect(items[0]?.drift).toMatchObject({ verdict: 'stable', referenceRows: 500, counts: { stable: 1 } })
})

it('pages through newest evidence by model, missing none', async () => {
  const first = await runOperation(database.runtime, governanceOperations.listNewestEvidence, as(people.viewer), { kind: 'drift', limit: 1 })
  const second = await runOperation(database.runtime, governanceOperations.listNewestEvidence, as(people.viewer), {
    kind: 'drift',
    limit: 1,
    cursor: first.nextCursor ?? '',
  })
  expect([...first.items, ...second.items].map((row) => row.model).toSorted()).toEqual([live.model, candidate.model].toSorted())
  expect(second.nextCursor).toBeNull()
})

it('keeps every revision of a card with its writer', async () => {
  const key = { model: live.model, version: live.version }
  await runOperation(database.runtime, cardOperations.updateCard, as(people.admin), { ...key, limitations: 'Trained on one year.' })
  const { items } = await runOperation(database.runtime, cardOperations.listCardRevisions, as(people.viewer), key)
  expect(items.map((held) => [held.revision, held.writtenBy.id, held.narrative.limitations])).toEqual([
    [2, people.admin.id, 'Trained on one year.'],
    [1, people['ml-engineer'].id, 'Trained on one country.'],
  ])
})

it('counts people, service accounts and models of each team, without who is disabled', async () => {
  await runOperation(database.runtime, identityOperations.createService, as(people.admin), { name: 'pipeline', role: 'ml-engineer', team: 'lending' })
  await runOperation(database.runtime, identityOperations.setAccess, as(people.admin), { principal: people.viewer.id, disabled: true })
  const { items } = await runOperation(database.runtime, identityOperations.listTeams, as(people.admin), {})
  expect(items).toEqual([expect.objectContaining({ name: 'lending', people: 6, services: 1, models: 2 })])
  const [policy] = (await runOperation(database.runtime, governanceOperations.listPolicies, as(people.admin), {})).items
  expect(policy?.createdBy).toBeNull()
})
