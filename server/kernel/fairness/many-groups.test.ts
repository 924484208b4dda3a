import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { assessFairness } from './assess-fairness.ts'
import { impactRatioMeasures } from './impact-ratio.ts'

describe('an attribute of many values', () => {
  it('is assessed in seconds, of its largest groups, and says what was left out', { timeout: 120_000 }, () => {
    const random = seededRandom(8)
    const rows = 60_000
    const codesOf = (values: number) => Int32Array.from({ length: rows }, () => Math.floor(values * random.uniform() ** 1.2))
    const named = (attribute: string, values: number) => ({
      attribute,
      codes: codesOf(values),
      names: Array.from({ length: values }, (_, i) => `${attribute}${i}`),
    })
    const bits = (p: number) => Uint8Array.from({ length: rows }, () => (random.uniform() < p ? 1 : 0))
    const { attributes, conditional } = assessFairness({ attributes: [named('city', 1500)], selected: bits(0.3), truth: bits(0.5), strata: [named('job', 40)] })
    const [{ measures, groups }] = attributes
    expect(groups).toHaveLength(1500)
    expect(measures.groups).toHaveLength(50)
    expect(measures.leftOut).toHaveLength(1450)
    expect(measures.inequality.betweenGroupTheilIndex).toMatchObject({ method: 'bca-multinomial' })
    const [one] = conditional
    expect(one.groups).toHaveLength(50)
    expect(one.leftOut?.reduce((sum, left) => sum + left.groups, 0)).toBe(1450)
    for (const { ofDecisions, ofLabels } of one.groups)
      expect([ofDecisions, ofLabels]).toMatchObject([{ value: expect.any(Number) }, { value: expect.any(Number) }])
  })
})

describe('intervals of impact ratios', () => {
  const random = seededRandom(9)
  const RUNS = 400
  const drawn = (rates: readonly number[], rows: number) => rates.map((rate) => ({ successes: random.binomial(rows, rate), trials: rows }))

  it.each([
    [200, [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]],
    [200, [0.5, 0.4, 0.45, 0.2]],
    [60, [0.05, 0.1]],
    [100, Array.from({ length: 45 }, () => 0.3)],
  ])('of groups of %d hold all at once, the best one too', (rows, rates) => {
    const best = Math.max(...rates)
    let held = 0
    for (let run = 0; run < RUNS; run++) {
      const ratios = impactRatioMeasures(drawn(rates, rows))
      if (ratios.every((ratio, g) => 'undefined' in ratio || (ratio.lower <= rates[g] / best && rates[g] / best <= ratio.upper))) held++
      for (const ratio of ratios) if ('value' in ratio && ratio.value === 1) expect(ratio).toMatchObject({ upper: 1, lower: expect.any(Number) })
    }
    expect(held / RUNS).toBeGreaterThan(0.93)
  })

  it('take groups of which nobody is selected', () => {
    expect(impactRatioMeasures([0, 0, 5].map((successes) => ({ successes, trials: 40 })))).toMatchObject([
      { value: 0, lower: 0, upper: expect.any(Number) },
      { value: 0, lower: 0 },
      { value: 1, upper: 1 },
    ])
    expect(impactRatioMeasures([0, 0].map((successes) => ({ successes, trials: 40 })))).toEqual([
      { undefined: 'zero-denominator' },
      { undefined: 'zero-denominator' },
    ])
  })
})
