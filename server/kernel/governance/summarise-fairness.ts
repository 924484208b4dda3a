import { isRecord, measureIn, numberIn, recordsIn, textIn } from './read-result.ts'
import type { Interval, Json } from './read-result.ts'

export interface GroupRate {
  group: string
  n: number
  rate: number
}

export interface AttributeSummary {
  attribute: string
  groups: number
  /** Lowest over highest rate of the favourable outcome, or the reason why there is none. */
  ratio: Interval | { undefined: string } | null
  /** The same two rates subtracted. */
  difference: Interval | { undefined: string } | null
  /** The large enough groups with the lowest and the highest rate. */
  lowest: GroupRate | null
  highest: GroupRate | null
}

export interface FairnessSummary {
  n: number
  minimumGroup: number
  attributes: AttributeSummary[]
}

function rateOf(group: Json, minimum: number): GroupRate[] {
  const n = numberIn(group.n) ?? 0
  const rate = measureIn(group.selectionRate)
  return n >= minimum && rate !== null && 'value' in rate ? [{ group: textIn(group.group) ?? '', n, rate: rate.value }] : []
}

function attributeOf(held: Json, minimum: number): AttributeSummary {
  const groups = recordsIn(held.groups)
  const rates = groups.flatMap((group) => rateOf(group, minimum)).toSorted((a, b) => a.rate - b.rate)
  const metrics = isRecord(held.metrics) ? held.metrics : {}
  return {
    attribute: textIn(held.attribute) ?? '',
    groups: groups.length,
    ratio: measureIn(metrics.demographicParityRatio),
    difference: measureIn(metrics.demographicParityDifference),
    lowest: rates.at(0) ?? null,
    highest: rates.at(-1) ?? null,
  }
}

const MINIMUM_GROUP = 30

/** What a list says of a fairness result: per attribute the ratio of rates and between whom. */
export function summariseFairness(result: Json): FairnessSummary {
  const minimumGroup = numberIn(result.minimumGroup) ?? MINIMUM_GROUP
  return { n: numberIn(result.n) ?? 0, minimumGroup, attributes: recordsIn(result.attributes).map((held) => attributeOf(held, minimumGroup)) }
}
