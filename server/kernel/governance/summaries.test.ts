import { describe, expect, it } from 'vitest'
import { summariseDrift } from './summarise-drift.ts'
import { summariseFairness } from './summarise-fairness.ts'

const feature = (name: string, verdict: string, movedShare: number) => ({
  feature: name,
  verdict,
  detail: name,
  tests: { psi: { value: movedShare * 2 } },
  effect: { movedShare },
})
const rate = (group: string, n: number, value: number) => ({ group, n, selectionRate: { value, lower: value, upper: value } })

describe('summaries of evidence for lists', () => {
  it('names the features that changed most, drift before what is too small to matter', () => {
    const result = {
      verdict: 'drift',
      reference: { n: 1000 },
      current: { n: 400 },
      features: [feature('a', 'stable', 0.4), feature('b', 'too-small-to-matter', 0.3), feature('c', 'drift', 0.11), feature('d', 'drift', 0.2)],
    }
    const summary = summariseDrift(result, 3)
    expect(summary).toMatchObject({ verdict: 'drift', referenceRows: 1000, currentRows: 400, counts: { drift: 2, small: 1, stable: 1, unjudged: 0 } })
    expect(summary.worst.map((held) => held.feature)).toEqual(['d', 'c', 'b'])
    expect(summary.worst[0]).toMatchObject({ psi: 0.4, movedShare: 0.2 })
  })

  it('finds between whom the ratio is, over groups that are large enough', () => {
    const measure = { value: 0.5, lower: 0.4, upper: 0.6 }
    const held = {
      attribute: 'sex',
      groups: [rate('m', 50, 0.8), rate('f', 40, 0.4), rate('x', 5, 0.1)],
      metrics: { demographicParityRatio: measure, demographicParityDifference: { undefined: 'zero-rate' } },
    }
    const [attribute] = summariseFairness({ n: 95, minimumGroup: 30, attributes: [held] }).attributes
    expect(attribute).toEqual({
      attribute: 'sex',
      groups: 3,
      ratio: measure,
      difference: { undefined: 'zero-rate' },
      lowest: { group: 'f', n: 40, rate: 0.4 },
      highest: { group: 'm', n: 50, rate: 0.8 },
    })
  })

  it('makes nothing up where a result says nothing', () => {
    expect(summariseDrift({})).toEqual({
      verdict: 'unknown',
      referenceRows: 0,
      currentRows: 0,
      counts: { drift: 0, small: 0, stable: 0, unjudged: 0 },
      worst: [],
    })
    expect(summariseFairness({ attributes: [{ attribute: 'sex' }] }).attributes[0]).toMatchObject({ ratio: null, lowest: null, highest: null })
  })
})
