import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Estimate, Measure } from '../numbers/measure.ts'
import { seededRandom } from '../numbers/random.ts'
import { assessFairness } from './assess-fairness.ts'
import { compareGroups } from './compare-groups.ts'
import type { GroupCounts } from './group-counts.ts'

const defined = (measure: Measure): Estimate => {
  if ('value' in measure) return measure
  throw new Error(`undefined: ${measure.undefined}`)
}
const counts = (group: string, n: number, selected: number): GroupCounts => ({
  group,
  n,
  selected,
  favourable: 0,
  favourableSelected: 0,
  unfavourable: 0,
  unfavourableSelected: 0,
})

const compared = (groups: GroupCounts[], rows: number) => compareGroups('x', groups, rows, 30, { random: seededRandom(5), replicates: 2000 })

describe('assessFairness', () => {
  it('counts as a plain loop over rows does', () => {
    const row = fc.record({ group: fc.integer({ min: -1, max: 3 }), selected: fc.integer({ min: 0, max: 1 }), truth: fc.constantFrom(0, 1, 255) })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
        const names = ['d', 'b', 'c', 'a']
        const result = assessFairness(
          {
            attributes: [{ attribute: 'x', codes: Int32Array.from(rows, ({ group }) => group), names }],
            selected: Uint8Array.from(rows, ({ selected }) => selected),
            truth: Uint8Array.from(rows, ({ truth }) => truth),
          },
          { minimumGroup: 3, replicates: 50 },
        )
        const [assessed] = result.attributes
        expect(result.unlabelled).toBe(rows.filter(({ truth }) => truth === 255).length)
        expect(assessed.missing).toBe(rows.filter(({ group }) => group < 0).length)
        expect(assessed.groups.map(({ group }) => group)).toEqual(names.filter((_, g) => rows.some(({ group }) => group === g)).toSorted())
        for (const group of assessed.groups) {
          const own = rows.filter(({ group: g }) => names[g] === group.group)
          const rate = (of: typeof rows, measure: Measure) => {
            if (of.length === 0) expect('undefined' in measure).toBe(true)
            else expect(defined(measure).value).toBe(of.filter(({ selected }) => selected === 1).length / of.length)
          }
          expect(group).toMatchObject({ n: own.length, small: own.length < 3 })
          rate(own, group.selectionRate)
          rate(
            own.filter(({ truth }) => truth === 1),
            group.truePositiveRate,
          )
          rate(
            own.filter(({ truth }) => truth === 0),
            group.falsePositiveRate,
          )
        }
        for (const measure of Object.values(assessed.metrics))
          if ('value' in measure) expect(measure.lower <= measure.value && measure.value <= measure.upper).toBe(true)
      }),
    )
  })

  it('compares groups that are large enough, and every group with the largest', () => {
    const result = compared([counts('a', 100, 50), counts('b', 200, 80), counts('c', 29, 0)], 340)
    expect(result).toMatchObject({ referenceGroup: 'b', missing: 11, leftOut: [] })
    expect(defined(result.metrics.demographicParityDifference).value).toBeCloseTo(0.1, 15)
    expect(defined(result.metrics.demographicParityRatio).value).toBeCloseTo(0.8, 15)
    expect(result.metrics.equalizedOddsDifference).toEqual({ undefined: 'no-truth' })
    // 50 of 100 and 80 of 200: χ² = 300 (50·120 - 50·80)² / (130·170·100·200)
    expect(result.homogeneity?.statistic).toBeCloseTo((300 * 2000 ** 2) / (130 * 170 * 100 * 200), 12)
    expect(result.homogeneity).toMatchObject({ degreesOfFreedom: 1 })
    expect(result.pairs.map(({ group }) => group)).toEqual(['a', 'c'])
    expect(defined(result.pairs[0].disparateImpact).value).toBeCloseTo(1.25, 15)
    expect(defined(result.pairs[1].statisticalParityDifference).value).toBeCloseTo(-0.4, 15)
    expect(result.groups[2].small).toBe(true)
  })

  it('says why a comparison has no value', () => {
    const one = compared([counts('a', 100, 50), counts('b', 29, 1)], 129)
    expect(one.metrics.demographicParityRatio).toEqual({ undefined: 'fewer-than-two-groups' })
    const none = compared([counts('a', 100, 0), counts('b', 100, 0)], 200)
    expect(none.metrics.demographicParityRatio).toEqual({ undefined: 'zero-rate' })
    expect(defined(none.metrics.demographicParityDifference).value).toBe(0)
    expect([one.parity, none.parity?.pValue]).toEqual([null, 1])
    expect(none.pairs[0].disparateImpact).toEqual({ undefined: 'zero-rate' })
    expect(compared([], 5)).toMatchObject({ referenceGroup: null, groups: [], pairs: [], missing: 5 })
  })

  it('leaves a group without positives out of the measures of true positives, and names it', () => {
    const odds = (group: string, favourable: number, unfavourable: number): GroupCounts => ({
      ...counts(group, favourable + unfavourable, favourable / 2),
      favourable,
      favourableSelected: favourable / 2,
      unfavourable,
      unfavourableSelected: 0,
    })
    const result = compared([odds('a', 40, 40), odds('b', 0, 80), odds('c', 60, 20)], 240)
    expect(result.leftOut).toEqual([{ group: 'b', rate: 'truePositiveRate' }])
    expect(defined(result.metrics.equalOpportunityDifference).value).toBe(0)
    const two = compared([odds('a', 40, 40), odds('b', 0, 80)], 160)
    expect(two.metrics.equalizedOddsDifference).toEqual({ undefined: 'fewer-than-two-groups' })
  })

  it('crosses two attributes, unless that makes too many groups', () => {
    const codes = (list: number[], names: string[], attribute: string) => ({ attribute, codes: Int32Array.from(list), names })
    const input = { selected: Uint8Array.of(1, 0, 1, 1), truth: null }
    const sexAndRace = [codes([0, 0, 1, -1], ['f', 'm'], 'sex'), codes([0, 1, 1, 0], ['x', 'y'], 'race')]
    const crossed = assessFairness({ ...input, attributes: sexAndRace }, { minimumCell: 1 })
    expect(crossed.intersections.map(({ attribute, missing, groups }) => [attribute, missing, groups.map(({ group }) => group)])).toEqual([
      ['sex × race', 1, ['f × x', 'f × y', 'm × y']],
    ])
    const many = Array.from({ length: 101 }, (_, i) => String(i))
    const tooMany = assessFairness({ ...input, attributes: [codes([0, 0, 1, 1], ['f', 'm'], 'sex'), codes([0, 1, 2, 3], many, 'id')] })
    expect(tooMany).toMatchObject({ intersections: [], notCrossed: [{ attributes: ['sex', 'id'], groups: 202, most: 200 }] })
  })

  it('holds the true spread of chosen extremes at least 95 times of 100, even at parity', () => {
    const random = seededRandom(5)
    for (const rates of [
      [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
      [0.5, 0.4, 0.45, 0.2],
      [0.05, 0.1],
    ]) {
      const spread = Math.max(...rates) - Math.min(...rates)
      const ratio = Math.min(...rates) / Math.max(...rates)
      let [differences, ratios] = [0, 0]
      for (let repeat = 0; repeat < 300; repeat++) {
        const { metrics } = compareGroups(
          'x',
          rates.map((rate, g) => counts(String(g), 80 + 40 * g, random.binomial(80 + 40 * g, rate))),
          0,
          30,
          { random, replicates: 10 },
        )
        const [d, r] = [defined(metrics.demographicParityDifference), metrics.demographicParityRatio]
        if (d.lower <= spread && spread <= d.upper) differences++
        if ('value' in r && r.lower <= ratio && ratio <= r.upper) ratios++
      }
      expect(differences / 300).toBeGreaterThan(0.93)
      expect(ratios / 300).toBeGreaterThan(0.93)
    }
  })
})
