import { chiSquareTest } from '../drift/chi-square-test.ts'
import { koopman } from '../intervals/koopman.ts'
import { newcombe } from '../intervals/newcombe.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { shareOf } from '../performance/share-measures.ts'
import type { Simulation } from './attribute-measures.ts'
import type { GroupComparison, GroupResult, PairResult } from './fairness-result.ts'
import type { GroupCounts } from './group-counts.ts'
import { spreadDifference, spreadRatio } from './spread.ts'
import { parityNull } from './parity-null.ts'
import type { Share } from './rates.ts'

const selection = (group: GroupCounts): Share => ({ successes: group.selected, trials: group.n })
const truePositive = (group: GroupCounts): Share => ({ successes: group.favourableSelected, trials: group.favourable })
const falsePositive = (group: GroupCounts): Share => ({ successes: group.unfavourableSelected, trials: group.unfavourable })

function groupResult(group: GroupCounts, minimumGroup: number): GroupResult {
  const labelled = group.favourable + group.unfavourable > 0
  return {
    group: group.group,
    n: group.n,
    small: group.n < minimumGroup,
    selectionRate: shareOf(group.selected, group.n, 'no-rows'),
    truePositiveRate: shareOf(group.favourableSelected, group.favourable, labelled ? 'no-positives' : 'no-truth'),
    falsePositiveRate: shareOf(group.unfavourableSelected, group.unfavourable, labelled ? 'no-negatives' : 'no-truth'),
  }
}

function pairWith(reference: GroupCounts, group: GroupCounts): PairResult {
  const counts = [group.selected, group.n, reference.selected, reference.n] as const
  const [own, other] = [group.selected / group.n, reference.selected / reference.n]
  return {
    group: group.group,
    statisticalParityDifference: { value: own - other, ...newcombe(...counts), method: 'newcombe' },
    disparateImpact: reference.selected === 0 ? undefinedBecause('zero-rate') : { value: own / other, ...koopman(...counts), method: 'koopman' },
  }
}

/** χ² test of homogeneity of selected and not selected over groups. */
function homogeneityOf(groups: readonly GroupCounts[]): GroupComparison['homogeneity'] {
  if (groups.length < 2) return null
  const selected = groups.map((group) => group.selected)
  const refused = groups.map((group) => group.n - group.selected)
  // With one decision for everybody there is no difference to test.
  if ([selected, refused].some((counts) => counts.every((count) => count === 0))) return { statistic: 0, degreesOfFreedom: groups.length - 1, pValue: 1 }
  const { statistic, degreesOfFreedom, pValue } = chiSquareTest(selected, refused)
  return { statistic, degreesOfFreedom, pValue }
}

/** Shares that have a denominator. */
const defined = (groups: readonly GroupCounts[], share: (group: GroupCounts) => Share): Share[] => groups.map(share).filter(({ trials }) => trials > 0)

/** The group that others are compared with: the largest, the first of equals. */
export const largestOf = (groups: readonly GroupCounts[]): GroupCounts | null => (groups.length === 0 ? null : groups.reduce((a, b) => (b.n > a.n ? b : a)))

/** Groups of one attribute measured and compared; see `assessFairness`. `rows` counts those with a missing value too. */
export function compareGroups(attribute: string, groups: readonly GroupCounts[], rows: number, minimumGroup: number, simulation: Simulation): GroupComparison {
  const large = groups.filter((group) => group.n >= minimumGroup)
  const reference = largestOf(groups)
  const noTruth = groups.every((group) => group.favourable + group.unfavourable === 0)
  const odds = [defined(large, truePositive), defined(large, falsePositive)]
  const ofTruth = (measure: () => Measure): Measure => (noTruth ? undefinedBecause('no-truth') : measure())
  const left = noTruth ? [] : large
  return {
    attribute,
    missing: rows - groups.reduce((sum, group) => sum + group.n, 0),
    referenceGroup: reference?.group ?? null,
    groups: groups.map((group) => groupResult(group, minimumGroup)),
    metrics: {
      demographicParityDifference: spreadDifference([large.map(selection)]),
      demographicParityRatio: spreadRatio(large.map(selection)),
      equalOpportunityDifference: ofTruth(() => spreadDifference([odds[0]])),
      equalizedOddsDifference: ofTruth(() => spreadDifference(odds)),
    },
    parity: parityNull(large.map(selection), simulation.random, simulation.replicates),
    homogeneity: homogeneityOf(large),
    leftOut: [
      ...left.filter((group) => group.favourable === 0).map(({ group }) => ({ group, rate: 'truePositiveRate' as const })),
      ...left.filter((group) => group.unfavourable === 0).map(({ group }) => ({ group, rate: 'falsePositiveRate' as const })),
    ],
    pairs: reference === null ? [] : groups.filter((group) => group !== reference).map((group) => pairWith(reference, group)),
  }
}
