import { describe, expect, it } from 'vitest'
import { koopman } from '../intervals/koopman.ts'
import { miettinenNurminen } from '../intervals/miettinen-nurminen.ts'
import { newcombe } from '../intervals/newcombe.ts'
import { clopperPearson, waldDifference } from '../intervals/proportion.ts'
import { wilson } from '../intervals/wilson.ts'
import { binomialTable } from '../numbers/binomial-table.ts'
import { chiSquareSf } from '../numbers/distributions.ts'
import { seededRandom } from '../numbers/random.ts'
import { clarifyMeasures } from './clarify.ts'
import { cellsOf, CELLS, countsAt } from './group-counts.ts'
import { disparityMeasures } from './group-measures.ts'
import { bootstrapMeasures } from './multinomial-bootstrap.ts'
import { parityNull } from './parity-null.ts'
import type { Counts } from './rates.ts'

const binomialMass = (n: number, k: number, p: number): number => {
  let log = k * Math.log(p) + (n - k) * Math.log1p(-p)
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i)
  return Math.exp(log)
}

describe('binomialTable', () => {
  it.each([
    [1, 0.3],
    [12, 0.5],
    [40, 0.02],
    [300, 0.9],
  ])('draws from the binomial distribution of %d trials at %f', (trials, p) => {
    const random = seededRandom(11)
    const draw = binomialTable(trials, p)
    const seen = new Array<number>(trials + 1).fill(0)
    const draws = 60_000
    for (let i = 0; i < draws; i++) seen[draw(random)]++
    // Cells pooled until 5 are expected in each.
    let [statistic, cells, expected, found] = [0, 0, 0, 0]
    for (let k = 0; k <= trials; k++) {
      expected += draws * binomialMass(trials, k, p)
      found += seen[k]
      if (expected < 5 && k < trials) continue
      statistic += expected > 0 ? (found - expected) ** 2 / expected : 0
      cells++
      expected = found = 0
    }
    expect(chiSquareSf(statistic, cells - 1)).toBeGreaterThan(1e-4)
  })

  it('takes certain, impossible and very many trials', () => {
    const random = seededRandom(12)
    expect([binomialTable(0, 0.5)(random), binomialTable(7, 0)(random), binomialTable(7, 1)(random)]).toEqual([0, 0, 7])
    expect(Math.abs(binomialTable(1e9, 0.25)(random) / 1e9 - 0.25)).toBeLessThan(1e-4)
  })
})

describe('parityNull', () => {
  it('is nearly uniform at parity, and small where groups are treated apart', () => {
    const random = seededRandom(13)
    const shares = (rates: number[]) => rates.map((rate, g) => ({ successes: random.binomial(100 + 20 * g, rate), trials: 100 + 20 * g }))
    const runs = 400
    const parities = Array.from({ length: runs }, () => parityNull(shares([0.3, 0.3, 0.3, 0.3, 0.3, 0.3]), random, 400))
    const alarms = parities.filter((parity) => parity !== null && parity.pValue <= 0.05).length / runs
    expect(alarms).toBeGreaterThan(0.01)
    expect(alarms).toBeLessThan(0.09)
    expect(parityNull(shares([0.2, 0.6, 0.3]), random, 400)?.pValue).toBeLessThan(0.01)
    expect(parityNull([{ successes: 3, trials: 9 }], random, 400)).toBeNull()
  })

  it('says what four fifths hide: ten groups of 100 in parity fail them nearly always', () => {
    const parity = parityNull(
      Array.from({ length: 10 }, (_, g) => ({ successes: 30 + (g % 2), trials: 100 })),
      seededRandom(14),
      4000,
    )
    expect(parity?.null95).toBeGreaterThan(0.15)
    expect(parity?.ratio.null5).toBeLessThan(0.6)
    expect(parity?.pValue).toBeGreaterThan(0.99)
  })
})

const random = seededRandom(15)
const RUNS = 2000
/** Share of simulated pairs whose interval holds the truth. */
function coverage(interval: typeof newcombe, [n1, n2, p1, p2]: readonly [number, number, number, number], truth: number): number {
  let held = 0
  for (let run = 0; run < RUNS; run++) {
    const [x1, x2] = [random.binomial(n1, p1), random.binomial(n2, p2)]
    if (x2 === 0 && interval === koopman) held++
    else {
      const { lower, upper } = interval(x1, n1, x2, n2)
      if (lower <= truth && truth <= upper) held++
    }
  }
  return held / RUNS
}

describe('intervals at 95 %', () => {
  it.each([
    [1000, 30, 0.1, 0.05],
    [1000, 50, 0.02, 0.02],
    [40, 40, 0.5, 0.3],
    [20, 200, 0.9, 0.8],
  ] as const)('hold for %d and %d rows at rates %f and %f', (...pair) => {
    const [, , p1, p2] = pair
    expect(coverage(newcombe, pair, p1 - p2)).toBeGreaterThan(0.93)
    expect(coverage(miettinenNurminen, pair, p1 - p2)).toBeGreaterThan(0.92)
    expect(coverage(koopman, pair, p1 / p2)).toBeGreaterThan(0.93)
  })

  it('fail where Wald is used, and are exact or near it for one share', () => {
    expect(coverage(waldDifference, [1000, 50, 0.02, 0.02], 0)).toBeLessThan(0.8)
    for (const [of, least] of [
      [clopperPearson, 0.945],
      [wilson, 0.93],
    ] as const) {
      const held = Array.from({ length: RUNS }, () => of(random.binomial(60, 0.12), 60)).filter(({ lower, upper }) => lower <= 0.12 && 0.12 <= upper)
      expect(held.length / RUNS).toBeGreaterThan(least)
    }
  })

  const draw = (n: number, [tp, fp, fn]: readonly number[]): Counts => {
    const a = random.binomial(n, tp)
    const b = random.binomial(n - a, fp / (1 - tp))
    const c = random.binomial(n - a - b, fn / (1 - tp - fp))
    return countsAt([n - a - b - c, c, 0, b, a, 0], 0)
  }

  it('of resampled and combined measures hold too', () => {
    const [shapeA, shapeD] = [
      [0.3, 0.2, 0.15],
      [0.25, 0.15, 0.2],
    ]
    // TE = fn/fp of d - fn/fp of a; average odds from the rates that the shapes imply.
    const te = 0.2 / 0.15 - 0.15 / 0.2
    const odds = (0.25 / 0.45 - 0.3 / 0.45 + (0.15 / 0.55 - 0.2 / 0.55)) / 2
    let [ofTe, ofOdds] = [0, 0]
    const runs = 250
    for (let run = 0; run < runs; run++) {
      const [a, d] = [draw(400, shapeA), draw(400, shapeD)]
      const { TE } = bootstrapMeasures([...cellsOf(a), ...cellsOf(d)], (cells) => ({ TE: clarifyMeasures(countsAt(cells, 0), countsAt(cells, CELLS)).TE }), {
        random,
        replicates: 300,
      })
      if ('value' in TE && TE.lower <= te && te <= TE.upper) ofTe++
      const { averageOddsDifference } = disparityMeasures(d, a)
      if ('value' in averageOddsDifference && averageOddsDifference.lower <= odds && odds <= averageOddsDifference.upper) ofOdds++
    }
    expect(ofTe / runs).toBeGreaterThan(0.91)
    expect(ofOdds / runs).toBeGreaterThan(0.92)
  })
})

describe('bootstrapMeasures', () => {
  it('repeats to the bit, and gives no interval where replicates have no value', () => {
    const measure = (cells: number[]) =>
      bootstrapMeasures(cells, (drawn) => ({ ratio: drawn[1] === 0 ? 'zero-denominator' : drawn[0] / drawn[1] }), {
        random: seededRandom(1),
        replicates: 500,
      })
    expect(measure([40, 60])).toEqual(measure([40, 60]))
    expect(measure([40, 2])).toEqual({ ratio: { undefined: 'too-few-rows' } })
    expect(measure([40, 0])).toEqual({ ratio: { undefined: 'zero-denominator' } })
  })
})
