import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { PolicyDocument } from '#server/contracts/governance.ts'
import type { Role } from '#server/contracts/roles.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import { DEFAULT_POLICY, governanceOperations } from './index.ts'

let database: TestDatabase
let people: Record<Role, Actor>
let approved: string
let bare: string

const replay = async (document: PolicyDocument) =>
  (await runOperation(database.runtime, governanceOperations.replayPolicy, { actor: people.viewer }, { document })).items
const ofRequest = async (id: string, change: Partial<PolicyDocument>) => (await replay({ ...DEFAULT_POLICY, ...change })).find((item) => item.request === id)

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  const measured = await readyVersion(database.runtime, people['ml-engineer'])
  await bringEvidence(database.runtime, people['ml-engineer'], measured)
  const request = await openRequest(database.runtime, people.admin, measured)
  await decideOn(database.runtime, people.reviewer, request)
  await decideOn(database.runtime, people['compliance-officer'], request)
  approved = request.id
  bare = (await openRequest(database.runtime, people.admin, await readyVersion(database.runtime, people['ml-engineer']))).id
})
afterAll(() => database.close())

describe('the replay of a policy', () => {
  it('finds every request as it was frozen when nothing is changed, the newest first', async () => {
    const items = await replay(DEFAULT_POLICY)
    expect(items.map((item) => item.request)).toEqual([bare, approved])
    for (const item of items) {
      expect(item.changed).toEqual([])
      expect(item.after).toEqual({ blocked: item.before.blocked, missing: null })
    }
    expect(items.map((item) => item.before.blocked)).toEqual([true, false])
  })

  it('names the gate that a higher floor would have failed, from the evidence that was frozen', async () => {
    const gates = DEFAULT_POLICY.gates.map((gate) => (gate.kind === 'fairness' ? { ...gate, limit: 0.96 } : gate))
    const item = await ofRequest(approved, { gates })
    expect(item?.before.blocked).toBe(false)
    expect(item?.after.blocked).toBe(true)
    expect(item?.changed).toHaveLength(1)
    expect(item?.changed[0]).toMatchObject({ name: 'fairness-sex', before: { state: 'pass', blocks: false }, after: { blocks: true } })
  })

  it('shows gates that a draft takes out and puts in, and blocks that it lifts', async () => {
    const [performance, ...others] = DEFAULT_POLICY.gates
    const without = await ofRequest(approved, { gates: others })
    expect(without?.changed).toEqual([expect.objectContaining({ name: performance?.name, after: null })])
    const lenient = await ofRequest(bare, { inconclusiveBlocksAt: [] })
    expect(lenient?.after.blocked).toBe(false)
    expect(lenient?.changed.every((gate) => gate.before?.blocks === true && gate.after?.blocks === false)).toBe(true)
    const strict = await ofRequest(approved, {
      gates: [
        ...DEFAULT_POLICY.gates,
        { name: 'performance-strict', kind: 'performance', lowerBoundAbove: { rocAuc: 0.9, r2: 0, accuracyOverMajorityShare: 0 } },
      ],
    })
    expect(strict?.changed).toEqual([expect.objectContaining({ name: 'performance-strict', before: null, after: expect.objectContaining({ blocks: true }) })])
  })

  it('says which signatures an approved request would have lacked', async () => {
    const item = await ofRequest(approved, { approval: { ...DEFAULT_POLICY.approval, high: { approvals: 3, distinctRoles: true } } })
    expect(item?.after).toEqual({ blocked: false, missing: 'one more approval, of another role' })
    expect(item?.changed).toEqual([])
  })

  it('judges the age of evidence at the moment of the request, not of the replay', async () => {
    const later = { ...database.runtime, now: () => new Date(Date.now() + 400 * 86_400_000) }
    const { items } = await runOperation(later, governanceOperations.replayPolicy, { actor: people.viewer }, { document: DEFAULT_POLICY })
    expect(items.flatMap((item) => item.changed)).toEqual([])
  })
})
