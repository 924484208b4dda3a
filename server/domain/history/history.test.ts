import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { Role } from '#server/contracts/roles.ts'
import { cardOperations } from '#server/domain/cards/index.ts'
import { finopsOperations } from '#server/domain/finops/index.ts'
import { DEFAULT_POLICY, governanceOperations } from '#server/domain/governance/index.ts'
import { identityOperations } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { AnyOperation } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'
import { desc, eq } from 'drizzle-orm'
import { historyOperations } from './index.ts'

let database: TestDatabase
let people: Record<Role, Actor>
let subject: ReadyVersion
let key: { model: string; version: string }

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  subject = await readyVersion(database.runtime, people['ml-engineer'])
  key = { model: subject.model, version: subject.version }
  await bringEvidence(database.runtime, people['ml-engineer'], subject)
})
afterAll(() => database.close())

/** Runs a command and answers what its event says that it changed. */
async function changeBy(operation: AnyOperation, actor: Actor, input: Record<string, unknown>) {
  await runOperation(database.runtime, operation as never, { actor }, input as never)
  return changeOfLast(operation.name)
}

async function changeOfLast(operation: string) {
  const [last] = await database.runtime.db.select().from(auditEvent).where(eq(auditEvent.operation, operation)).orderBy(desc(auditEvent.id)).limit(1)
  const { change } = await runOperation(database.runtime, historyOperations.getEventChange, { actor: people.auditor }, { event: last?.id ?? '' })
  return change
}

describe('what a command changed', () => {
  it('shows the sections of a card that were rewritten, and no others', async () => {
    const change = await changeBy(cardOperations.updateCard, people['ml-engineer'], { ...key, limitations: 'Two countries.', outOfScopeUse: 'Mortgages.' })
    expect(change).toEqual({ before: { limitations: 'Trained on one country.' }, after: { limitations: 'Two countries.' } })
  })

  it('shows a policy beside the one before it, and none before the first', async () => {
    const stricter = { ...DEFAULT_POLICY, grantDays: 30 }
    expect(await changeOfLast('publish-policy')).toMatchObject({ before: null, after: { grantDays: DEFAULT_POLICY.grantDays } })
    expect(await changeBy(governanceOperations.publishPolicy, people['compliance-officer'], { document: stricter })).toEqual({
      before: DEFAULT_POLICY,
      after: stricter,
    })
    await changeBy(governanceOperations.publishPolicy, people['compliance-officer'], { document: DEFAULT_POLICY })
  })

  it('shows what somebody could do before, from the last event that said so', async () => {
    const { id } = people.viewer
    const set = (input: Record<string, unknown>) => changeBy(identityOperations.setAccess, people.admin, { principal: id, ...input })
    expect(await set({ role: 'auditor' })).toEqual({
      before: { role: 'viewer', team: 'lending', disabled: false },
      after: { role: 'auditor', team: 'lending', disabled: false },
    })
    expect(await set({ team: null, disabled: true })).toEqual({
      before: { role: 'auditor', team: 'lending', disabled: false },
      after: { role: 'auditor', team: null, disabled: true },
    })
  })

  it('shows the price before of the same device', async () => {
    const set = (executionProvider: string, amountPerHour: string) =>
      changeBy(finopsOperations.setPrice, people.finops, { executionProvider, amountPerHour, currency: 'EUR' })
    expect(await set('cpu', '0.05')).toMatchObject({ before: { amountPerHour: '0.048000000' }, after: { amountPerHour: '0.050000000' } })
    expect(await set('cuda', '1')).toMatchObject({ before: null, after: { amountPerHour: '1.000000000' } })
    expect(await set('cpu', '0.06')).toMatchObject({ before: { amountPerHour: '0.050000000' } })
  })

  it('shows the budget before of the same scope, and none where it began or ended', async () => {
    const set = (input: object) => changeBy(finopsOperations.setBudget, people.finops, { currency: 'EUR', ...input })
    expect(await set({ amountPerMonth: '10' })).toMatchObject({ before: null, after: { amountPerMonth: '10.000000000' } })
    expect(await set({ model: key.model, amountPerMonth: '3' })).toMatchObject({ before: null })
    expect(await set({ amountPerMonth: '12' })).toMatchObject({ before: { amountPerMonth: '10.000000000' }, after: { amountPerMonth: '12.000000000' } })
    expect(await set({ amountPerMonth: null })).toMatchObject({ before: { amountPerMonth: '12.000000000' }, after: null })
    expect(await set({ amountPerMonth: '9' })).toMatchObject({ before: null, after: { amountPerMonth: '9.000000000' } })
  })

  it('shows where an alias pointed', async () => {
    const alias = (operation: AnyOperation) => changeBy(operation, people['ml-engineer'], { ...key, alias: 'champion' })
    expect(await alias(registryOperations.setAlias)).toEqual({ before: null, after: { champion: 'v1' } })
    expect(await alias(registryOperations.removeAlias)).toEqual({ before: { champion: 'v1' }, after: null })
  })

  it('follows a request from its votes to the end of its grant', async () => {
    const withdrawn = await openRequest(database.runtime, people.admin, subject)
    expect(await changeBy(governanceOperations.withdrawRequest, people.admin, { request: withdrawn.id, reason: 'Too soon.' })).toMatchObject({
      before: { state: 'open' },
      after: { state: 'withdrawn', reason: 'Too soon.' },
    })
    const request = await openRequest(database.runtime, people.admin, subject)
    await decideOn(database.runtime, people.reviewer, request)
    expect(await changeOfLast('decide')).toEqual({ before: { state: 'open', approvals: 0 }, after: { state: 'open', approvals: 1 } })
    const { grantId } = await decideOn(database.runtime, people['compliance-officer'], request)
    expect(await changeOfLast('decide')).toEqual({ before: { state: 'open', approvals: 1 }, after: { state: 'approved', approvals: 2, grant: grantId } })
    const place = { ...key, environment: 'production' }
    expect(await changeBy(servingOperations.deploy, people['ml-engineer'], place)).toEqual({ before: null, after: { production: 'v1' } })
    expect(await changeBy(servingOperations.deploy, people['ml-engineer'], place)).toEqual({ before: { production: 'v1' }, after: { production: 'v1' } })
    const { items } = await runOperation(database.runtime, servingOperations.listDeployments, { actor: people.auditor }, { model: key.model, state: 'active' })
    const deployment = items[0]?.id ?? ''
    const window = (windowSize: string) => changeBy(servingOperations.updateDeployment, people['ml-engineer'], { deployment, windowSize })
    expect(await window('week')).toEqual({ before: { windowSize: 'day' }, after: { windowSize: 'week' } })
    expect(await window('hour')).toEqual({ before: { windowSize: 'week' }, after: { windowSize: 'hour' } })
    const revoked = await changeBy(governanceOperations.revokeGrant, people['compliance-officer'], { grant: grantId, reason: 'Complaints.' })
    expect(revoked).toMatchObject({
      before: { state: 'live', version: `${key.model} v1` },
      after: { state: 'revoked', revokedBy: people['compliance-officer'].name },
    })
    expect(await changeBy(servingOperations.stopDeployment, people['ml-engineer'], { deployment, reason: 'No grant.' })).toMatchObject({
      before: { state: 'active' },
      after: { state: 'stopped', reason: 'No grant.' },
    })
  })

  it('says nothing of a command that made something new', async () => {
    expect(await changeOfLast('create-model')).toBeNull()
  })
})
