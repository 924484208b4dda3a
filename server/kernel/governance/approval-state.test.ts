import { describe, expect, it } from 'vitest'
import { settle } from './approval-state.ts'
import type { CastDecision } from './approval-state.ts'
import { riskTierOf } from './risk-tier.ts'

const approve = (role: string): CastDecision => ({ role, verdict: 'approve' })
const reject = (role: string): CastDecision => ({ role, verdict: 'reject' })
const twoRoles = { approvals: 2, distinctRoles: true }

describe('settle', () => {
  it.each([
    [{ approvals: 1, distinctRoles: false }, [], 'open', 'one more approval'],
    [{ approvals: 1, distinctRoles: false }, [approve('reviewer')], 'approved', null],
    [{ approvals: 2, distinctRoles: false }, [approve('reviewer')], 'open', 'one more approval'],
    [{ approvals: 2, distinctRoles: false }, [approve('reviewer'), approve('reviewer')], 'approved', null],
    [twoRoles, [], 'open', '2 more approvals'],
    [twoRoles, [approve('reviewer'), approve('reviewer')], 'open', 'one more approval, of another role'],
    [twoRoles, [approve('reviewer'), approve('reviewer'), approve('admin')], 'approved', null],
    [twoRoles, [approve('reviewer'), reject('admin')], 'rejected', null],
    [twoRoles, [approve('reviewer'), approve('admin'), reject('admin')], 'rejected', null],
  ])('%j with %j is %s', (rule, decisions, state, missing) => {
    expect(settle(rule, decisions)).toEqual({ state, missing })
  })
})

describe('riskTierOf', () => {
  it('follows purpose and exposure', () => {
    const tiers = (['operational', 'marketing', 'credit', 'employment', 'health', 'safety'] as const).map((purpose) =>
      (['internal', 'customer', 'public'] as const).map((exposure) => riskTierOf({ purpose, exposure })[0]).join(''),
    )
    expect(tiers).toEqual(['lmm', 'lmm', 'mhh', 'mhh', 'mhh', 'mhh'])
  })
})
