import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from '#server/domain/governance/index.ts'
import { approvalWords, gateWords, inconclusiveWords } from './gate-words.ts'

it('says every gate of the default policy with its limit', () => {
  expect(DEFAULT_POLICY.gates.map((gate) => gateWords(gate).limit)).toEqual([
    '> 0.50, > 0.00 or > 0.00',
    '≥ 0.80',
    'stable, or too small to matter',
    'none',
    'measured',
    'all written',
  ])
})

it('turns the limit round where smaller is better, and keeps its decimals', () => {
  expect(gateWords({ name: 'fairness', kind: 'fairness', metric: 'equalOpportunityDifference', limit: 0.075 }).limit).toBe('≤ 0.075')
  expect(gateWords({ name: 'drift', kind: 'drift', failsAt: ['drift', 'too-small-to-matter'] }).limit).toBe('stable')
})

it('says who signs and what blocks', () => {
  expect(approvalWords({ approvals: 1, distinctRoles: false })).toBe('one person')
  expect(approvalWords({ approvals: 2, distinctRoles: true })).toBe('two people of different roles')
  expect(inconclusiveWords({ ...DEFAULT_POLICY, inconclusiveBlocksAt: [] })).toContain('no tier')
  expect(inconclusiveWords({ ...DEFAULT_POLICY, inconclusiveBlocksAt: ['low', 'medium', 'high'] })).toContain('every tier')
  expect(inconclusiveWords(DEFAULT_POLICY)).toContain('high risk; at the others')
})
