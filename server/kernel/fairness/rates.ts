import type { UndefinedReason } from '../numbers/measure.ts'
import type { GroupCounts } from './group-counts.ts'
import { divide } from './quantity.ts'
import type { Quantity } from './quantity.ts'

/** Counts of a group or of several together. */
export type Counts = Omit<GroupCounts, 'group'>

/** A rate as it was counted: `successes` of `trials`. */
export interface Share {
  successes: number
  trials: number
}

const wrong = (g: Counts): number => g.favourable - g.favourableSelected + g.unfavourableSelected
/** Rows whose truth is known. */
export const labelled = (g: Counts): number => g.favourable + g.unfavourable
const labelledSelected = (g: Counts): number => g.favourableSelected + g.unfavourableSelected
const labelledRefused = (g: Counts): number => labelled(g) - labelledSelected(g)
const missed = (g: Counts): number => g.favourable - g.favourableSelected
const spared = (g: Counts): number => g.unfavourable - g.unfavourableSelected

const SHARES = {
  baseRate: (g) => ({ successes: g.favourable, trials: labelled(g) }),
  selectionRate: (g) => ({ successes: g.selected, trials: g.n }),
  truePositiveRate: (g) => ({ successes: g.favourableSelected, trials: g.favourable }),
  falsePositiveRate: (g) => ({ successes: g.unfavourableSelected, trials: g.unfavourable }),
  falseNegativeRate: (g) => ({ successes: missed(g), trials: g.favourable }),
  trueNegativeRate: (g) => ({ successes: spared(g), trials: g.unfavourable }),
  positivePredictiveValue: (g) => ({ successes: g.favourableSelected, trials: labelledSelected(g) }),
  negativePredictiveValue: (g) => ({ successes: spared(g), trials: labelledRefused(g) }),
  falseDiscoveryRate: (g) => ({ successes: g.unfavourableSelected, trials: labelledSelected(g) }),
  falseOmissionRate: (g) => ({ successes: missed(g), trials: labelledRefused(g) }),
  accuracy: (g) => ({ successes: labelled(g) - wrong(g), trials: labelled(g) }),
  errorRate: (g) => ({ successes: wrong(g), trials: labelled(g) }),
} as const satisfies Record<string, (group: Counts) => Share>

export type RateName = keyof typeof SHARES
export const RATE_NAMES = Object.keys(SHARES) as RateName[]

/** The counts that a rate is made of. All but the selection rate are of rows whose truth is known. */
export const shareOf = (rate: RateName, group: Counts): Share => SHARES[rate](group)

/** Why a share without trials has none. */
export const whyNoRate = (rate: RateName, group: Counts): UndefinedReason =>
  group.n === 0 ? 'empty-group' : rate !== 'selectionRate' && labelled(group) === 0 ? 'no-truth' : 'zero-denominator'

/** A rate in [0, 1], or why the group has none. */
export function rateOf(rate: RateName, group: Counts): Quantity {
  const { successes, trials } = shareOf(rate, group)
  return trials === 0 ? whyNoRate(rate, group) : divide(successes, trials)
}

/** Several groups counted as one. */
export function pooled(groups: readonly Counts[]): Counts {
  const sum = { n: 0, selected: 0, favourable: 0, favourableSelected: 0, unfavourable: 0, unfavourableSelected: 0 }
  for (const group of groups) {
    sum.n += group.n
    sum.selected += group.selected
    sum.favourable += group.favourable
    sum.favourableSelected += group.favourableSelected
    sum.unfavourable += group.unfavourable
    sum.unfavourableSelected += group.unfavourableSelected
  }
  return sum
}
