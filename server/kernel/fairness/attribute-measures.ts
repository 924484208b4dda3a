import type { Measure } from '../numbers/measure.ts'
import type { Random } from '../numbers/random.ts'
import type { ClarifyMeasure } from './clarify.ts'
import type { Disparities } from './disparities.ts'
import { betweenGroupEntropy, coefficientOfVariation, differentialFairness, generalizedEntropy } from './entropy.ts'
import { CELLS, cellsOf, countsAt, measuredGroups } from './group-counts.ts'
import type { GroupCounts, GroupLeftOut } from './group-counts.ts'
import { clarifyWithIntervals, disparityMeasures, groupRates } from './group-measures.ts'
import { impactRatioMeasures } from './impact-ratio.ts'
import { bootstrapMeasures } from './multinomial-bootstrap.ts'
import type { Quantity } from './quantity.ts'
import { parityNull } from './parity-null.ts'
import type { Parity } from './parity-null.ts'
import { pooled, RATE_NAMES, shareOf } from './rates.ts'
import type { Counts, RateName } from './rates.ts'
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
  /** Selection rate over the best group's (Local Law 144), 1 for the best; the intervals of all groups hold together. */
  impactRatio: Measure
  /** This group minus, or over, the reference group; null of the reference itself. */
  againstReference: Record<keyof Disparities, Measure> | null
  /** SageMaker Clarify's measures of this group as the facet, everybody else together on the other side. */
  clarify: Record<ClarifyMeasure, Measure>
}

export interface AttributeMeasures {
  spreads: SpreadMeasures[]
  /** Of more than 50 groups the smaller ones count as one. */
  inequality: Record<InequalityMeasure, Measure>
  groups: GroupMeasures[]
  /** Groups without measures of their own: too small, or beyond the largest 50. */
  leftOut: GroupLeftOut[]
}

/** Inequality between more groups than this is that of the largest ones and the rest as one. */
const MOST_APART = 50

/** Draws behind the null of each spread, and resampled tables behind each interval that has no formula. */
export interface Simulation {
  random: Random
  replicates: number
}

function inequalityOf(groups: readonly Counts[]): Record<InequalityMeasure, Quantity> {
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

/** The largest groups and all others as one, so that neither a replicate nor leaving out a row costs as much as there are groups. */
function groupsApart(groups: readonly GroupCounts[]): Counts[] {
  if (groups.length <= MOST_APART) return [...groups]
  const bySize = groups.toSorted((a, b) => b.n - a.n)
  return [...bySize.slice(0, MOST_APART), pooled(bySize.slice(MOST_APART))]
}

const lessThan = (all: Counts, part: Counts): Counts => ({
  n: all.n - part.n,
  selected: all.selected - part.selected,
  favourable: all.favourable - part.favourable,
  favourableSelected: all.favourableSelected - part.favourableSelected,
  unfavourable: all.unfavourable - part.unfavourable,
  unfavourableSelected: all.unfavourableSelected - part.unfavourableSelected,
})

/** All measures of an attribute: spreads of every rate over the large groups, inequality between rows, and each large group for itself. */
export function attributeMeasures(
  groups: readonly GroupCounts[],
  { reference, minimumGroup, simulation }: { reference: GroupCounts | null; minimumGroup: number; simulation: Simulation },
): AttributeMeasures {
  const large = groups.filter(({ n }) => n >= minimumGroup)
  const chosen = new Set(measuredGroups(groups, minimumGroup))
  const ratios = impactRatioMeasures(large.map((group) => shareOf('selectionRate', group)))
  const apart = groupsApart(groups)
  const wholes = bootstrapMeasures<InequalityMeasure>(
    apart.flatMap(cellsOf),
    (cells) => inequalityOf(apart.map((_, g) => countsAt(cells, g * CELLS))),
    simulation,
  )
  const everybody = pooled(groups)
  return {
    spreads: RATE_NAMES.map((rate) => spreadOf(rate, large, simulation)),
    inequality: wholes,
    groups: large
      .map((group, i) => ({ group, ratio: ratios[i] }))
      .filter(({ group }) => chosen.has(group))
      .map(({ group, ratio }) => ({
        group: group.group,
        rates: groupRates(group),
        impactRatio: ratio,
        againstReference: reference === null || group === reference ? null : disparityMeasures(group, reference),
        clarify: clarifyWithIntervals(lessThan(everybody, group), group, wholes.generalizedEntropy, simulation),
      })),
    leftOut: groups
      .filter((group) => !chosen.has(group))
      .map(({ group, n }) => ({ group, n, reason: n < minimumGroup ? ('too-few-rows' as const) : ('too-many-groups' as const) })),
  }
}
