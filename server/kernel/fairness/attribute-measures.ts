import type { Measure } from '../numbers/measure.ts'
import type { Random } from '../numbers/random.ts'
import type { ClarifyMeasure } from './clarify.ts'
import type { Disparities } from './disparities.ts'
import { betweenGroupEntropy, coefficientOfVariation, differentialFairness, generalizedEntropy } from './entropy.ts'
import { CELLS, cellsOf, countsAt } from './group-counts.ts'
import type { GroupCounts } from './group-counts.ts'
import { clarifyWithIntervals, disparityMeasures, groupRates } from './group-measures.ts'
import { impactRatios } from './impact-ratio.ts'
import { bootstrapMeasures } from './multinomial-bootstrap.ts'
import type { Quantity } from './quantity.ts'
import { parityNull } from './parity-null.ts'
import type { Parity } from './parity-null.ts'
import { pooled, RATE_NAMES, shareOf } from './rates.ts'
import type { RateName } from './rates.ts'
import { measured, ratioMeasure } from './share-measures.ts'
import { spreadDifference, spreadRatio } from './spread.ts'

export interface SpreadMeasures {
  rate: RateName
  /** Largest minus smallest, and smallest over largest, of the groups that have the rate. */
  difference: Measure
  ratio: Measure
  used: number
  parity: Parity | null
}

export type InequalityMeasure =
  | 'generalizedEntropy'
  | 'theilIndex'
  | 'meanLogDeviation'
  | 'coefficientOfVariation'
  | 'betweenGroupGeneralizedEntropy'
  | 'betweenGroupTheilIndex'
  | 'differentialFairness'

export interface GroupMeasures {
  group: string
  rates: Record<RateName, Measure>
  /** Selection rate over the best group's (Local Law 144), 1 for the best. */
  impactRatio: Measure
  /** This group minus, or over, the reference group; null of the reference itself. */
  againstReference: Record<keyof Disparities, Measure> | null
  /** SageMaker Clarify's measures of this group as the facet, everybody else together on the other side. */
  clarify: Record<ClarifyMeasure, Measure>
}

export interface AttributeMeasures {
  spreads: SpreadMeasures[]
  inequality: Record<InequalityMeasure, Measure>
  groups: GroupMeasures[]
  /** Groups without measures of their own: too small, or beyond the largest 50. */
  leftOut: { group: string; n: number; reason: 'too-few-rows' | 'too-many-groups' }[]
}

/** Measures of more groups than this nobody reads. */
const MOST_MEASURED = 50

/** Draws behind the null of each spread, and resampled tables behind each interval that has no formula. */
export interface Simulation {
  random: Random
  replicates: number
}

function inequalityOf(groups: readonly Omit<GroupCounts, 'group'>[]): Record<InequalityMeasure, Quantity> {
  const all = pooled(groups)
  if (all.favourable + all.unfavourable === 0) {
    const none = 'no-truth' as const
    return {
      generalizedEntropy: none,
      theilIndex: none,
      meanLogDeviation: none,
      coefficientOfVariation: none,
      betweenGroupGeneralizedEntropy: none,
      betweenGroupTheilIndex: none,
      differentialFairness: differentialFairness(groups),
    }
  }
  return {
    generalizedEntropy: generalizedEntropy(all, 2),
    theilIndex: generalizedEntropy(all, 1),
    meanLogDeviation: generalizedEntropy(all, 0),
    coefficientOfVariation: coefficientOfVariation(all),
    betweenGroupGeneralizedEntropy: betweenGroupEntropy(groups, 2),
    betweenGroupTheilIndex: betweenGroupEntropy(groups, 1),
    differentialFairness: differentialFairness(groups),
  }
}

function spreadOf(rate: RateName, groups: readonly GroupCounts[], { random, replicates }: Simulation): SpreadMeasures {
  const shares = groups.map((group) => shareOf(rate, group)).filter(({ trials }) => trials > 0)
  return { rate, difference: spreadDifference([shares]), ratio: spreadRatio(shares), used: shares.length, parity: parityNull(shares, random, replicates) }
}

/** All measures of an attribute: spreads of every rate over the large groups, inequality between rows, and each large group for itself. */
export function attributeMeasures(
  groups: readonly GroupCounts[],
  { reference, minimumGroup, simulation }: { reference: GroupCounts | null; minimumGroup: number; simulation: Simulation },
): AttributeMeasures {
  const large = groups.filter(({ n }) => n >= minimumGroup)
  const chosen = new Set([...large].sort((a, b) => b.n - a.n).slice(0, MOST_MEASURED))
  const shares = large.map((group) => shareOf('selectionRate', group))
  const ratios = impactRatios(shares)
  const best = shares.length === 0 ? null : shares.reduce((a, b) => (b.successes / b.trials > a.successes / a.trials ? b : a))
  const wholes = bootstrapMeasures<InequalityMeasure>(
    groups.flatMap(cellsOf),
    (cells) => inequalityOf(groups.map((_, g) => countsAt(cells, g * CELLS))),
    simulation,
  )
  return {
    spreads: RATE_NAMES.map((rate) => spreadOf(rate, large, simulation)),
    inequality: wholes,
    groups: large
      .map((group, i) => ({ group, share: shares[i], ratio: ratios[i] }))
      .filter(({ group }) => chosen.has(group))
      .map(({ group, share, ratio }) => ({
        group: group.group,
        rates: groupRates(group),
        impactRatio: best === share ? measured(ratio, (value) => ({ lower: value, upper: value }), 'best') : ratioMeasure(ratio, share, best ?? share),
        againstReference: reference === null || group === reference ? null : disparityMeasures(group, reference),
        clarify: clarifyWithIntervals(pooled(groups.filter((other) => other !== group)), group, wholes.generalizedEntropy, simulation),
      })),
    leftOut: groups
      .filter((group) => !chosen.has(group))
      .map(({ group, n }) => ({ group, n, reason: n < minimumGroup ? ('too-few-rows' as const) : ('too-many-groups' as const) })),
  }
}
