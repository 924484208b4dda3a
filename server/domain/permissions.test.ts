import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assessment } from '#drizzle/schema/governance.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { PERMISSIONS, scopeOf } from '#server/contracts/permissions.ts'
import { ROLES } from '#server/contracts/roles.ts'
import type { Role } from '#server/contracts/roles.ts'
import { newId, Refusal, runOperation } from '#server/domain/kit/index.ts'
import type { AnyOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'
import { operations } from './operations.ts'
import { servingOperations } from './serving/index.ts'

let database: TestDatabase
let own: Record<Role, Actor>
let other: Record<Role, Actor>
let subject: ReadyVersion
let ids: { request: string; deployment: string; assessment: string }

beforeAll(async () => {
  database = await openTestDatabase()
  own = await makePeople(database.runtime, 'lending')
  other = await makePeople(database.runtime, 'fraud')
  subject = await readyVersion(database.runtime, own['ml-engineer'])
  await bringEvidence(database.runtime, own['ml-engineer'], subject)
  const approved = await openRequest(database.runtime, own.admin, subject)
  await decideOn(database.runtime, own.reviewer, approved)
  await decideOn(database.runtime, own['compliance-officer'], approved)
  const deployment = await runOperation(
    database.runtime,
    servingOperations.deploy,
    { actor: own['ml-engineer'] },
    { model: subject.model, version: subject.version, environment: 'production' },
  )
  const request = await openRequest(database.runtime, own.admin, subject)
  ids = { request: request.id, deployment: deployment.id, assessment: newId() }
  const snapshots = { evaluationSnapshotId: subject.snapshot, referenceSnapshotId: subject.snapshot }
  const waiting = { id: ids.assessment, versionId: subject.id, kinds: ['drift' as const], progress: { done: 0, total: 1, step: 'waiting' } }
  await database.runtime.db.insert(assessment).values({ ...waiting, ...snapshots, requestedBy: own.admin.id })
})
afterAll(() => database.close())

/** Inputs that reach the owning team of what each team-scoped command touches. A command without one here fails below. */
const inputsOf = (): Record<string, Record<string, unknown>> => {
  const version = { model: subject.model, version: subject.version }
  return {
    'create-model': { name: 'matrix', team: 'lending', description: '', purpose: 'credit', exposure: 'customer' },
    'update-model': { model: subject.model, description: 'changed' },
    'create-version': { model: subject.model },
    'update-version': { ...version, description: 'changed' },
    'put-artifact': version,
    'record-intake': { versionId: subject.id, outcome: { status: 'failed', problem: { code: 'x', title: 'x', detail: 'x' } } },
    'retire-version': { ...version, reason: 'superseded' },
    'set-alias': { model: subject.model, alias: 'champion', version: subject.version },
    'remove-alias': { model: subject.model, alias: 'champion' },
    'create-dataset': { name: 'matrix-data', team: 'lending', schema: {} },
    'create-snapshot': { dataset: subject.dataset, role: 'reference', format: 'csv' },
    'put-content': { snapshot: subject.snapshot },
    'record-inspection': { snapshotId: subject.snapshot, outcome: { status: 'failed', problem: { code: 'x', title: 'x', detail: 'x' } } },
    'record-evidence': { versionId: subject.id, kind: 'drift', inputs: [], parameters: {}, kernelVersion: 'x', result: {} },
    'start-assessment': { ...version, kinds: ['drift'], evaluation: subject.snapshot, reference: subject.snapshot },
    'update-card': { ...version, intendedUse: 'changed' },
    'open-request': { ...version, environment: 'production', justification: 'again' },
    'withdraw-request': { request: ids.request, reason: 'changed my mind' },
    deploy: { ...version, environment: 'production' },
    'stop-deployment': { deployment: ids.deployment, reason: 'maintenance' },
    'cancel-assessment': { assessment: ids.assessment },
    'assess-windows': { deployment: ids.deployment },
    'update-deployment': { deployment: ids.deployment, windowSize: 'week' },
    'record-labels': { model: subject.model, labels: [] },
  }
}

/** The slug of the refusal, or null where the operation went through. */
async function refusalOf(operation: AnyOperation, actor: Actor | null, input: unknown): Promise<string | null> {
  try {
    await runOperation(database.runtime, operation as never, { actor }, input as never)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.problem.slug
    return 'crashed'
  }
}

const isTeamScoped = (operation: AnyOperation): boolean =>
  operation.kind === 'command' && Object.values(PERMISSIONS).some((grants) => grants[operation.permission] === 'team')

describe('every operation × every role × own and other team', () => {
  it('looks at every operation', () => {
    expect(operations.length).toBeGreaterThan(45)
    expect(new Set(operations.map((operation) => operation.name)).size).toBe(operations.length)
  })

  it.each(operations.map((operation) => [operation.name, operation] as const))('%s lets in nobody without a key', async (_name, operation) => {
    expect(await refusalOf(operation, null, {})).toBe('unauthenticated')
  })

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s refuses each role that has no such permission, before it looks at anything',
    async (_name, operation) => {
      for (const role of ROLES) {
        if (scopeOf(role, operation.permission) !== null) continue
        for (const actor of [own[role], other[role]]) expect([role, await refusalOf(operation, actor, {})]).toEqual([role, 'forbidden'])
      }
    },
  )

  it('knows an input for every command that a team owns', () => {
    const known = Object.keys(inputsOf())
    expect(
      operations
        .filter(isTeamScoped)
        .map((operation) => operation.name)
        .filter((name) => !known.includes(name)),
    ).toEqual([])
  })

  it('lets a team-scoped role reach what its own team owns, and nothing of another team', async () => {
    for (const operation of operations.filter(isTeamScoped)) {
      const input = inputsOf()[operation.name]
      for (const role of ROLES) {
        if (scopeOf(role, operation.permission) !== 'team') continue
        expect([operation.name, role, await refusalOf(operation, other[role], input)]).toEqual([operation.name, role, 'foreign-team'])
      }
    }
    for (const operation of operations.filter(isTeamScoped)) {
      const refusal = await refusalOf(operation, own['ml-engineer'], inputsOf()[operation.name])
      if (scopeOf('ml-engineer', operation.permission) === 'team')
        expect([operation.name, refusal]).not.toEqual([operation.name, expect.stringMatching(/forbidden|foreign-team|unauthenticated|crashed/)])
    }
  })

  it('is a table of which nothing is allowed by default', () => {
    expect(scopeOf('viewer', 'model:write')).toBeNull()
    for (const role of ['viewer', 'auditor'] as const) expect(Object.keys(PERMISSIONS[role]).toSorted()).toEqual(['read', 'self:write'])
  })
})
