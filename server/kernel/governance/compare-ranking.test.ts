import { describe, expect, it } from 'vitest'
import { compareRanking } from './compare-ranking.ts'

const explained = (sizes: Record<string, number>) => ({
  features: Object.entries(sizes).map(([feature, meanAbsoluteContribution]) => ({ feature, meanAbsoluteContribution })),
})

describe('the ranking of features in two explanations', () => {
  it('is in the order of the newer one, with shares that add up to 1 on each side', () => {
    const rows = compareRanking(explained({ age: 3, income: 1 }), explained({ age: 1, income: 6, rate: 1 }))
    expect(rows).toEqual([
      { feature: 'income', before: { rank: 2, share: 0.25 }, after: { rank: 1, share: 0.75 } },
      { feature: 'age', before: { rank: 1, share: 0.75 }, after: { rank: 2, share: 0.125 } },
      { feature: 'rate', before: null, after: { rank: 3, share: 0.125 } },
    ])
  })

  it('keeps what is gone at the end, and has nothing to say of nothing', () => {
    expect(compareRanking(explained({ gone: 1 }), explained({ here: 0 }))).toEqual([
      { feature: 'here', before: null, after: { rank: 1, share: 0 } },
      { feature: 'gone', before: { rank: 1, share: 1 }, after: null },
    ])
    expect(compareRanking(null, null)).toEqual([])
    expect(compareRanking(null, { features: [{ feature: 'x' }, 'broken'] })).toEqual([])
  })
})
