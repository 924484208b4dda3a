import { describe, expect, it } from 'vitest'
import { compareFairness, comparePerformance } from './compare-evidence.ts'

const interval = (value: number, lower: number, upper: number) => ({ value, lower, upper, method: 'bootstrap' })

describe('comparing two versions', () => {
  it('calls a measure better or worse only where the intervals share no value', () => {
    const before = {
      metrics: { rocAuc: interval(0.8, 0.79, 0.81), brier: interval(0.1, 0.09, 0.11), accuracy: interval(0.7, 0.69, 0.71), f1: interval(0.5, 0.4, 0.6) },
    }
    const after = {
      metrics: { rocAuc: interval(0.83, 0.82, 0.84), brier: interval(0.13, 0.12, 0.14), accuracy: interval(0.67, 0.66, 0.68), f1: interval(0.6, 0.59, 0.65) },
    }
    const readings = Object.fromEntries(comparePerformance(before, after).map((row) => [row.metric, row.reading]))
    expect(readings).toEqual({ rocAuc: 'better', brier: 'worse', accuracy: 'worse', f1: 'unclear' })
  })

  it('shows what was measured on one side only, and leaves out what was measured on neither', () => {
    const rows = comparePerformance(null, { metrics: { rmse: interval(2, 1, 3), r2: { undefined: 'constant-truth' } } })
    expect(rows).toEqual([
      { kind: 'performance', metric: 'rmse', attribute: null, before: null, after: { value: 2, lower: 1, upper: 3 }, reading: 'incomparable' },
    ])
  })

  it('reads a parity ratio upward and a difference downward, attribute by attribute', () => {
    const result = (ratio: number, difference: number) => ({
      attributes: [
        {
          attribute: 'sex',
          metrics: {
            demographicParityRatio: interval(ratio, ratio - 0.01, ratio + 0.01),
            demographicParityDifference: interval(difference, difference - 0.01, difference + 0.01),
          },
        },
      ],
    })
    const rows = compareFairness(result(0.7, 0.3), {
      attributes: [...result(0.9, 0.1).attributes, { attribute: 'age', metrics: { demographicParityRatio: interval(0.8, 0.7, 0.9) } }],
    })
    expect(rows.map((row) => [row.attribute, row.metric, row.reading])).toEqual([
      ['sex', 'demographicParityRatio', 'better'],
      ['sex', 'demographicParityDifference', 'better'],
      ['age', 'demographicParityRatio', 'incomparable'],
    ])
  })
})
