import { describe, expect, it } from 'vitest'
import type { Gate, RequestView } from '#server/contracts/governance.ts'
import { blockersOf, completes, gateBefore, gateTitle, gatesInWords, gatesLead, missingOf, signaturePlace, worstFirst } from './request-words.ts'

const gate = (name: string, kind: Gate['kind'], state: Gate['state'], blocks = state === 'fail'): Gate => ({
  name,
  kind,
  state,
  blocks,
  detail: '',
  evidenceId: null,
})
const vote = (role: 'reviewer' | 'compliance-officer') => ({
  actor: { kind: 'user' as const, id: role, name: role },
  role,
  decision: 'approve' as const,
  reason: '',
  at: '2026-11-25T10:00:00Z',
})
const votes = (decisions: RequestView['decisions'], requiredApprovals = 2, distinctRoles = true) => ({ decisions, requiredApprovals, distinctRoles })

describe('words of a request', () => {
  it('names a gate by its kind and what it is about', () => {
    expect(gateTitle(gate('fairness-marital-status', 'fairness', 'pass'))).toBe('Fairness: marital-status')
    expect(gateTitle(gate('data-quality', 'data-quality', 'pass'))).toBe('Data quality')
  })

  it('says of a gate how it stood for the live version where that differs, and counts what was lost', () => {
    const live = { version: '2', deploymentId: 'd', since: '2026-11-25T10:00:00Z' }
    const gates = [
      { name: 'drift', before: 'pass' as const, after: 'fail' as const },
      { name: 'card', before: 'inconclusive' as const, after: 'pass' as const },
      { name: 'performance', before: null, after: 'pass' as const },
    ]
    const said = (name: Gate['kind'], state: Gate['state']) => gateBefore(gate(name, name, state), { live, gates })
    expect(said('drift', 'fail')).toBe('It passed when v2 was approved.')
    expect(said('drift', 'pass')).toBe('')
    expect(said('card', 'pass')).toBe('It was inconclusive when v2 was approved.')
    expect(said('performance', 'pass')).toBe('There was no such gate when v2 was approved.')
    expect(gateBefore(gate('drift', 'drift', 'fail'), { live: null, gates })).toBe('')
    const held = [gate('drift', 'drift', 'fail'), gate('card', 'card', 'pass')]
    expect(gatesLead(held, { live, gates })).toBe('1 of 2 hold as frozen; what does not comes first. One that held for v2 does not hold now.')
    expect(gatesLead(held, { live: null, gates })).toBe('1 of 2 hold as frozen; what does not comes first.')
  })

  it('puts what blocks first, then the worse state, and keeps the order of the policy', () => {
    const gates = [
      gate('performance', 'performance', 'pass'),
      gate('drift', 'drift', 'inconclusive', false),
      gate('card', 'card', 'inconclusive', true),
      gate('fairness-a', 'fairness', 'fail'),
      gate('explanation', 'explanation', 'pass'),
    ]
    expect(worstFirst(gates).map((g) => g.name)).toEqual(['fairness-a', 'card', 'drift', 'performance', 'explanation'])
  })

  it('says in one sentence what fails and what is open', () => {
    expect(gatesInWords([gate('fairness-sex', 'fairness', 'fail')])).toBe('fairness for sex fails')
    expect(gatesInWords([gate('drift', 'drift', 'inconclusive'), gate('card', 'card', 'inconclusive'), gate('performance', 'performance', 'fail')])).toBe(
      'performance fails and drift and the card are inconclusive',
    )
  })

  it('knows who still has to sign', () => {
    expect(missingOf(votes([]))).toBe('two more approvals')
    expect(missingOf(votes([vote('reviewer')]))).toBe('one more approval, of another role')
    expect(completes(votes([vote('reviewer')]), 'reviewer')).toBe(false)
    expect(completes(votes([vote('reviewer')]), 'compliance-officer')).toBe(true)
    expect(completes(votes([vote('reviewer')], 2, false), 'reviewer')).toBe(true)
    expect(signaturePlace(0, 1)).toBe('the only signature needed')
    expect(signaturePlace(1, 2)).toBe('the second of two signatures')
  })

  it('says what has to happen first: a blocking gate before a signature', () => {
    const request = { gates: [gate('drift', 'drift', 'fail')], ...votes([]) } as unknown as RequestView
    expect(blockersOf(request)).toEqual(['Drift fails. It can only be rejected or withdrawn'])
    expect(blockersOf({ ...request, gates: [] })).toEqual(['Two more approvals'])
  })
})
