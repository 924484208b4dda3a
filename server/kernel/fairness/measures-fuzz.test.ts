import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clarifyMeasures } from './clarify.ts'
import { conditionalDisparity } from './conditional-disparity.ts'
import { disparities, rateSpread } from './disparities.ts'
import { betweenGroupEntropy, coefficientOfVariation, differentialFairness, generalizedEntropy } from './entropy.ts'
import { impactRatios } from './impact-ratio.ts'
import { isNumber } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import { pooled, RATE_NAMES, rateOf, shareOf } from './rates.ts'
import type { Counts } from './rates.ts'

const counts = (tp: number, fp: number, fn: number, tn: number): Counts => ({
  n: tp + fp + fn + tn,
  selected: tp + fp,
  favourable: tp + fn,
  favourableSelected: tp,
  unfavourable: fp + tn,
  unfavourableSelected: fp,
})
/** Often 0, so that denominators are. */
const cell = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.integer({ min: 0, max: 1e9 }))
const group = fc.tuple(cell, cell, cell, cell).map((cells) => counts(...cells))

const everything = (groups: readonly Counts[]): Record<string, Quantity> => {
  const others = pooled(groups.slice(1))
  return {
    ...disparities(groups[0], others),
    ...clarifyMeasures(others, groups[0]),
    ge2: generalizedEntropy(pooled(groups), 2),
    ge0: generalizedEntropy(pooled(groups), 0),
    theil: generalizedEntropy(pooled(groups), 1),
    variation: coefficientOfVariation(pooled(groups)),
    between: betweenGroupEntropy(groups, 2),
    betweenTheil: betweenGroupEntropy(groups, 1),
    differential: differentialFairness(groups),
    cddl: conditionalDisparity([{ facet: groups[0], others }], 'label'),
    cddpl: conditionalDisparity([{ facet: groups[0], others }], 'decision'),
    ...Object.fromEntries(impactRatios(groups.map((one) => shareOf('selectionRate', one))).map((ratio, g) => [`impact${g}`, ratio])),
    ...Object.fromEntries(RATE_NAMES.map((rate) => [`${rate} spread`, rateSpread(groups.map((one) => rateOf(rate, one))).difference])),
  }
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.abs(b) + 1e-12

/** What is wrong with the measures of these groups: numbers that are none, and numbers over nothing. */
function wrongIn(groups: readonly Counts[]): string[] {
  const wrong = Object.entries(everything(groups)).filter(([, value]) => (isNumber(value) ? !Number.isFinite(value) : value.length === 0))
  const rates = groups.flatMap((one) => RATE_NAMES.filter((rate) => isNumber(rateOf(rate, one)) !== shareOf(rate, one).trials > 0))
  const [facet, others] = [groups[0], pooled(groups.slice(1))]
  const { selectionRateRatio, truePositiveRateDifference } = disparities(facet, others)
  const { TE, DI } = clarifyMeasures(others, facet)
  const overNothing = {
    selectionRateRatio: others.selected === 0 && isNumber(selectionRateRatio),
    truePositiveRateDifference: (facet.favourable === 0 || others.favourable === 0) && isNumber(truePositiveRateDifference),
    TE: (facet.unfavourableSelected === 0 || others.unfavourableSelected === 0) && isNumber(TE),
    DI: others.selected === 0 && isNumber(DI),
  }
  return [...wrong.map(([name, value]) => `${name} is ${value}`), ...rates, ...Object.entries(overNothing).flatMap(([name, is]) => (is ? [name] : []))]
}

describe('measures of fairness', () => {
  it('are finite numbers or reasons on any table, and never a number over nothing', { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 5 }), (groups) => {
        expect(wrongIn(groups)).toEqual([])
      }),
      { numRuns: 3000, seed: 7 },
    )
  })

  it('change sign with the sides, and stay where every group grows alike', () => {
    fc.assert(
      fc.property(group, group, (a, b) => {
        const [there, back] = [disparities(a, b), disparities(b, a)]
        const turned = RATE_NAMES.filter(
          (rate) => isNumber(there[`${rate}Difference`]) && there[`${rate}Difference`] !== -(back[`${rate}Difference`] as number),
        )
        const tenfold = (g: Counts): Counts => pooled(Array.from({ length: 10 }, () => g))
        const [plain, grown] = [everything([a, b]), everything([tenfold(a), tenfold(b)])]
        const changed = Object.entries(plain).filter(([name, value]) => name !== 'differential' && isNumber(value) && !near(grown[name] as number, value))
        expect([...turned, ...changed]).toEqual([])
      }),
      { seed: 8 },
    )
  })

  it('split the entropy into a part between groups and parts within them', () => {
    fc.assert(
      fc.property(group, group, (a, b) => {
        const whole = generalizedEntropy(pooled([a, b]), 2)
        const between = betweenGroupEntropy([a, b], 2)
        expect(isNumber(whole) && isNumber(between) && between > whole * (1 + 1e-9) + 1e-12).toBe(false)
      }),
    )
  })
})
