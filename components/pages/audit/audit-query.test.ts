import { expect, it } from 'vitest'
import { operations } from '#server/domain/operations.ts'
import { AUDITED } from './audited.ts'
import { auditHref, auditInput, auditQueryOf } from './audit-query.ts'

it('offers exactly the operations that are audited', () => {
  const commands = operations.filter((operation) => operation.kind === 'command').map((operation) => operation.name)
  expect(commands.filter((name) => !(AUDITED as readonly string[]).includes(name))).toEqual([])
})

it('reads its own addresses back, and leaves out what they cannot mean', () => {
  const query = { subject: 'model:credit', operation: 'decide', actor: 'a', from: '2026-11-01', to: '2026-11-25', routine: 'hidden', event: 'e' } as const
  expect(auditQueryOf(Object.fromEntries(new URL(auditHref(query), 'http://x').searchParams))).toEqual(query)
  expect(auditQueryOf({ operation: 'drop-table', from: 'yesterday', to: '2026-13-45', subject: ' ' })).toEqual({})
})

it('takes the last day in whole', () => {
  expect(auditInput({ from: '2026-11-01', to: '2026-11-01' })).toMatchObject({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00.000Z' })
})
