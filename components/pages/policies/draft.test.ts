import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from '#server/domain/governance/index.ts'
import { draftGates, placeOf, rulesOf } from './draft.ts'

it('offers the kinds that a policy has none of, and sends only what is taken in', () => {
  const policy = { ...DEFAULT_POLICY, gates: DEFAULT_POLICY.gates.filter((gate) => gate.kind !== 'fairness') }
  const gates = draftGates(policy)
  expect(gates.map((gate) => [gate.rule.kind, gate.included])).toContainEqual(['fairness', false])
  expect(rulesOf(gates)).toEqual(policy.gates)
  expect(rulesOf(gates.map((gate) => ({ ...gate, included: true })))).toHaveLength(6)
})

it('knows at which place a gate is sent', () => {
  const gates = draftGates(DEFAULT_POLICY).map((gate, i) => ({ ...gate, included: i !== 1 }))
  expect([0, 1, 2].map((i) => placeOf(gates, i))).toEqual([0, null, 1])
})
