import { describe, expect, it } from 'vitest'
import { standingOf, type StandingFacts } from './standing.ts'

const live = { grant: 'live', expiresInDays: 60 } as const
const newest = { status: 'ready', lifecycle: 'registered' } as const
const fine = { fails: false, stale: false }
const facts = (changed: Partial<StandingFacts>): StandingFacts => ({ live: null, newest, request: null, gates: fine, ...changed })

describe('standingOf', () => {
  it.each([
    ['allowed', facts({ live })],
    ['refused', facts({ live: { ...live, grant: 'revoked' } })],
    ['refused', facts({ live: { grant: 'expired', expiresInDays: -1 }, gates: { fails: true, stale: true } })],
    ['failing', facts({ live, gates: { fails: true, stale: true } })],
    ['stale', facts({ live: { ...live, expiresInDays: 3 }, gates: { fails: false, stale: true } })],
    ['expires-soon', facts({ live: { ...live, expiresInDays: 14 } })],
    ['allowed', facts({ live: { ...live, expiresInDays: 14.01 } })],
    ['empty', facts({ newest: null })],
    ['retired', facts({ newest: { status: 'failed', lifecycle: 'retired' } })],
    ['intake-failed', facts({ newest: { ...newest, status: 'failed' } })],
    ['processing', facts({ newest: { ...newest, status: 'processing' } })],
    ['draft', facts({ newest: { ...newest, status: 'pending' } })],
    ['in-review', facts({ request: 'open' })],
    ['rejected', facts({ request: 'rejected' })],
    ['draft', facts({ request: 'withdrawn' })],
    ['approved', facts({ newest: { ...newest, lifecycle: 'approved' }, request: 'approved' })],
  ])('is %s', (expected, given) => expect(standingOf(given)).toBe(expected))

  it('judges what serves, not the candidate after it', () => {
    expect(standingOf(facts({ live, newest: { status: 'failed', lifecycle: 'registered' }, request: 'rejected' }))).toBe('allowed')
  })
})
