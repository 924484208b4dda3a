import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { Lineage } from '#server/contracts/lineage.ts'
import type { Role } from '#server/contracts/roles.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { Refusal, runOperation } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'
import { servingOperations } from './index.ts'

let database: TestDatabase
let people: Record<Role, Actor>
let served: ReadyVersion
let grantId: string

const ofDataset = (dataset: string): Promise<Lineage> =>
  runOperation(database.runtime, servingOperations.getDatasetLineage, { actor: people.viewer }, { dataset })
const ofVersion = (version: string): Promise<Lineage> =>
  runOperation(database.runtime, servingOperations.getVersionLineage, { actor: people.viewer }, { model: served.model, version })
const register = (more: Record<string, unknown>) =>
  runOperation(database.runtime, registryOperations.createVersion, { actor: people['ml-engineer'] }, { model: served.model, features: ['income'], ...more })

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  const { runtime } = database
  served = await readyVersion(runtime, people['ml-engineer'])
  await bringEvidence(runtime, people['ml-engineer'], served)
  const request = await openRequest(runtime, people.admin, served)
  await decideOn(runtime, people.reviewer, request)
  grantId = (await decideOn(runtime, people['compliance-officer'], request)).grantId ?? ''
  const place = { model: served.model, version: served.version, environment: 'production' as const }
  await runOperation(runtime, servingOperations.deploy, { actor: people['ml-engineer'] }, place)
  await register({ dataset: served.dataset, trainingSnapshot: served.snapshot, sourceRun: 'run-2', sourceCommit: 'abcdef1234567890' })
  await register({})
})
afterAll(() => database.close())

describe('lineage', () => {
  it('leads from a data set to what serves, that first', async () => {
    const lineage = await ofDataset(served.dataset)
    expect(lineage).toMatchObject({ versions: 2, models: 1, live: 1 })
    expect(lineage.lines.map((line) => line.version)).toEqual(['1', '2'])
    expect(lineage.lines[0]).toMatchObject({
      dataset: served.dataset,
      snapshot: null,
      run: null,
      request: { state: 'approved', approvals: 2, requiredApprovals: 2 },
      grant: { id: grantId, state: 'live' },
      deployment: { environment: 'production', state: 'active' },
    })
    expect(lineage.lines[1]).toMatchObject({
      snapshot: { id: served.snapshot },
      run: { name: 'run-2', commit: 'abcdef1234567890' },
      request: null,
      grant: null,
      deployment: null,
    })
  })

  it('of a version begins with it, and has the others of its data set beside it', async () => {
    expect((await ofVersion('2')).lines.map((line) => line.version)).toEqual(['2', '1'])
    expect(await ofVersion('3')).toMatchObject({ versions: 1, lines: [{ version: '3', dataset: null }] })
  })

  it('draws no more than twelve, and counts all', async () => {
    for (let i = 0; i < 12; i++) await register({ dataset: served.dataset })
    const lineage = await ofDataset(served.dataset)
    expect(lineage.lines).toHaveLength(12)
    expect(lineage.versions).toBe(14)
    expect(lineage.lines.map((line) => line.version).slice(0, 3)).toEqual(['1', '15', '14'])
    expect((await ofVersion('2')).lines.map((line) => line.version).slice(0, 2)).toEqual(['2', '1'])
  })

  it('shows a grant that was revoked as what it is', async () => {
    await runOperation(database.runtime, governanceOperations.revokeGrant, { actor: people['compliance-officer'] }, { grant: grantId, reason: 'Complaints.' })
    expect((await ofVersion('1')).lines[0]?.grant).toMatchObject({ state: 'revoked' })
  })

  it('of a data set that is not there is refused', async () => {
    await expect(ofDataset('no-such-data')).rejects.toBeInstanceOf(Refusal)
  })
})
