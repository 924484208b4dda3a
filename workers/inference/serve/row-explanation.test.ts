import { describe, expect, it } from 'vitest'
import type { Explained } from '#workers/inference/engine/protocol.ts'
import { asExplanation } from './row-explanation.ts'

const held = {
  evidenceId: '01930000-0000-7000-8000-000000000001',
  snapshotId: '01930000-0000-7000-8000-000000000002',
  baseline: { key: 'k', features: ['a', 'b'], decision: { output: 'y' }, cells: [[], []] },
}
const sampled: Explained = {
  method: 'sampled-permutation',
  exact: false,
  space: 'output',
  spaceText: 'output',
  link: 'identity',
  why: 'too many coalitions',
  baselineRows: 20,
  baseValue: 1,
  isWalked: false,
  errorReach: 3.5,
  contributions: Float64Array.of(2, -1),
  interactions: null,
  bounds: null,
  errors: Float64Array.of(0.2, 0.1),
  margins: Float64Array.of(2),
  outputs: Float64Array.of(2),
}

describe('one explained row', () => {
  it('has the interval of as many orders as were drawn, and none where it is exact', () => {
    const { attributions } = asExplanation(sampled, held, [1, 2], 2)
    expect(attributions.map(({ lower = 0, upper = 0 }) => [lower, upper].map((end) => Math.round(end * 1e9) / 1e9))).toEqual([
      [1.3, 2.7],
      [-1.35, -0.65],
    ])
    const exact = asExplanation({ ...sampled, exact: true, errors: null, errorReach: null }, held, [1, 2], 2)
    expect(exact.attributions.map(({ lower, upper }) => [lower, upper])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ])
  })
})
