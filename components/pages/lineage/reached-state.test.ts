import { expect, it } from 'vitest'
import type { LineageLine } from '#server/contracts/lineage.ts'
import { reachAnswer } from './lineage-words.ts'
import { reachedState, worstReached } from './reached-state.ts'

const plain: LineageLine = {
  dataset: 'clients',
  snapshot: null,
  run: null,
  model: 'credit',
  version: '1',
  status: 'ready',
  lifecycle: 'registered',
  request: null,
  grant: null,
  deployment: null,
}
const grant = (state: 'live' | 'expired' | 'revoked') => ({ id: 'g', requestId: 'r', state, expiresAt: '2027-01-01T00:00:00Z', revokedAt: null })
const active = { id: 'd', environment: 'production', state: 'active' as const, createdAt: '2026-11-01T00:00:00Z', endedAt: null }
const request = (state: 'open' | 'rejected') => ({ id: 'r', state, approvals: 0, requiredApprovals: 2 })
const word = (change: Partial<LineageLine>) => reachedState({ ...plain, ...change }).word

it('says whether what serves may, and otherwise how far a version came', () => {
  expect(word({ deployment: active, grant: grant('live') })).toBe('Serves, allowed')
  expect(word({ deployment: active, grant: grant('revoked') })).toBe('Refused: it may not serve')
  expect(word({ status: 'failed' })).toBe('Refused at intake')
  expect(word({ request: request('open') })).toBe('In review')
  expect(word({ request: request('rejected') })).toBe('Rejected')
  expect(word({ grant: grant('live') })).toBe('Approved, does not serve')
  expect(word({ grant: grant('expired') })).toBe('Grant expired')
  expect(word({})).toBe('Registered')
})

it('puts what serves without leave before everything', () => {
  const lines = [
    { ...plain, version: '1', deployment: active, grant: grant('live') },
    { ...plain, version: '2', status: 'failed' as const },
    { ...plain, version: '3', deployment: active, grant: grant('expired') },
  ]
  expect(worstReached(lines).map((line) => line.version)).toEqual(['3', '2', '1'])
})

it('answers how far data reach', () => {
  expect(reachAnswer('clients', { lines: [], versions: 3, models: 1, live: 1 })).toBe('clients reaches three versions of one model; one serves now.')
  expect(reachAnswer('clients', { lines: [], versions: 1, models: 1, live: 0 })).toBe('clients reaches one version of one model; none serves now.')
  expect(reachAnswer('clients', { lines: [], versions: 0, models: 0, live: 0 })).toBe('No version was made from clients yet.')
})
