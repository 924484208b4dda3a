import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import { policyDocument } from '#server/contracts/governance.ts'
import { ensureDefaults } from './defaults.ts'
import { finopsOperations } from './finops/index.ts'
import { DEFAULT_POLICY, governanceOperations } from './governance/index.ts'
import { runOperation } from './kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('the defaults of a new installation', () => {
  it('are put in place once, by however many processes, and audited as the act of the product', async () => {
    const { runtime } = database
    await Promise.all(Array.from({ length: 6 }, () => ensureDefaults(runtime)))
    await ensureDefaults(runtime)
    const events = await runtime.db.select().from(auditEvent).orderBy(asc(auditEvent.id))
    expect(events.map((event) => [event.operation, event.actorKind])).toEqual([
      ['publish-policy', 'system'],
      ['set-price', 'system'],
    ])
    const finops = await makePerson(runtime, 'finops', 'finance')
    expect(await runOperation(runtime, governanceOperations.getPolicy, { actor: finops }, {})).toMatchObject({ revision: 1, document: DEFAULT_POLICY })
    const { items } = await runOperation(runtime, finopsOperations.listPrices, { actor: finops }, {})
    expect(items).toMatchObject([{ executionProvider: 'cpu', currency: 'EUR', effectiveFrom: '2000-01-01T00:00:00.000Z' }])
    expect(Number(items[0]?.amountPerHour)).toBe(0.048)
  })

  it('do not come back over a policy and price that people set', async () => {
    const { runtime } = database
    const admin = await makePerson(runtime, 'admin', 'platform')
    await runOperation(
      runtime,
      governanceOperations.publishPolicy,
      { actor: admin },
      { document: { ...DEFAULT_POLICY, name: 'Stricter', evidenceMaxAgeDays: 30 } },
    )
    const price = { executionProvider: 'cpu', amountPerHour: '0.1', currency: 'EUR' } as const
    await runOperation(runtime, finopsOperations.setPrice, { actor: admin }, price)
    await ensureDefaults(runtime)
    expect((await runOperation(runtime, governanceOperations.getPolicy, { actor: admin }, {})).document.name).toBe('Stricter')
    expect((await runOperation(runtime, finopsOperations.listPrices, { actor: admin }, {})).items).toHaveLength(2)
    const backDated = runOperation(runtime, finopsOperations.setPrice, { actor: admin }, { ...price, effectiveFrom: '2020-01-01T00:00:00Z' })
    await expect(backDated).rejects.toMatchObject({ message: expect.stringContaining('keep their price') })
  })
})

describe('a policy document', () => {
  it.each([
    ['a threshold under another name', { gates: [{ name: 'fairness', kind: 'fairness', metric: 'demographicParityRatio', limit: 0.8, minimum: 0.7 }] }],
    ['a gate named after another kind', { gates: [{ name: 'drift', kind: 'card', mustBeComplete: true }] }],
    ['two gates of one name', { gates: [1, 2].map(() => ({ name: 'card', kind: 'card', mustBeComplete: true })) }],
    ['no gates', { gates: [] }],
    ['more different roles than decide', { approval: { ...DEFAULT_POLICY.approval, high: { approvals: 4, distinctRoles: true } } }],
  ])('is refused with %s', (_, change) => {
    expect(policyDocument.safeParse({ ...DEFAULT_POLICY, ...change }).success).toBe(false)
  })
})
