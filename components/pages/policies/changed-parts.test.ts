import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from '#server/domain/governance/index.ts'
import { changedParts } from './changed-parts.ts'

const policy = DEFAULT_POLICY

it('keeps what differs alone', () => {
  const stricter = { ...policy, grantDays: 30, gates: policy.gates.map((gate) => (gate.kind === 'fairness' ? { ...gate, limit: 0.9 } : gate)) }
  expect(changedParts(policy, stricter)).toEqual([
    { grantDays: 90, gates: { fairness: { limit: 0.8 } } },
    { grantDays: 30, gates: { fairness: { limit: 0.9 } } },
  ])
  expect(changedParts(policy, policy)).toEqual([{}, {}])
})

it('shows a gate that was taken out as itself, and lists as a whole', () => {
  const looser = { ...policy, gates: policy.gates.slice(1), inconclusiveBlocksAt: [] }
  const [before, after] = changedParts(policy, looser)
  expect(Object.keys(before.gates as object)).toEqual(['performance'])
  expect(before.inconclusiveBlocksAt).toBe('high')
  expect(after).toEqual({ inconclusiveBlocksAt: 'none' })
})
