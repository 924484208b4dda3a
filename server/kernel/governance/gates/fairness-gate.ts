import type { FairnessRule, Judgement } from '../gate.ts'
import { isRecord, measureIn, numberIn, recordsIn, textIn } from '../read-result.ts'
import type { Json } from '../read-result.ts'
import { countOf, decimals, reasonWords } from '../words.ts'

const TITLES: Record<FairnessRule['metric'], string> = {
  demographicParityRatio: 'the ratio of the lowest to the highest selection rate',
  demographicParityDifference: 'the difference between the highest and the lowest selection rate',
  equalOpportunityDifference: 'the difference between the highest and the lowest true positive rate',
  equalizedOddsDifference: 'the larger of the differences in true and in false positive rate',
}

/** The two groups that the ratio of selection rates is between, named with their rates. */
function extremes(groups: Json[], minimumGroup: number): string {
  const rates = groups.flatMap((group) => {
    const rate = measureIn(group.selectionRate)
    const large = (numberIn(group.n) ?? 0) >= minimumGroup
    return large && rate !== null && 'value' in rate ? [{ name: String(group.group), rate: rate.value }] : []
  })
  if (rates.length < 2) return ''
  const lowest = rates.reduce((a, b) => (b.rate < a.rate ? b : a))
  const highest = rates.reduce((a, b) => (b.rate > a.rate ? b : a))
  return ` (${lowest.name} ${decimals(lowest.rate)}, ${highest.name} ${decimals(highest.rate)})`
}

/** Are the groups of one protected attribute treated alike enough? By the estimate itself: the limit is a legal convention. */
export function judgeFairness(rule: FairnessRule, attribute: string, result: Json): Judgement {
  const isRatio = rule.metric === 'demographicParityRatio'
  const threshold = `${isRatio ? '≥' : '≤'} ${decimals(rule.limit)}`
  const found = recordsIn(result.attributes).find((one) => textIn(one.attribute) === attribute)
  if (!found) return { state: 'inconclusive', threshold, detail: `The newest fairness evidence does not cover ${attribute}: run an assessment.` }
  const measure = isRecord(found.metrics) ? measureIn(found.metrics[rule.metric]) : null
  const groups = recordsIn(found.groups)
  const minimumGroup = numberIn(result.minimumGroup) ?? 30
  const sizes = `${countOf(groups.length, 'group')} of ${countOf(groups.reduce((sum, group) => sum + (numberIn(group.n) ?? 0), 0), 'row')}`
  if (measure === null || 'undefined' in measure) {
    const reason = measure === null ? 'not measured' : reasonWords(measure.undefined)
    return { state: 'inconclusive', threshold, detail: `For ${attribute}, ${TITLES[rule.metric]} cannot be judged over ${sizes}: ${reason} (at least ${minimumGroup} rows each).` }
  }
  const [value, lower, upper] = [measure.value, measure.lower, measure.upper].map((x) => decimals(x, rule.limit))
  const passes = isRatio ? measure.value >= rule.limit : measure.value <= rule.limit
  const between = rule.metric.startsWith('demographicParity') ? extremes(groups, minimumGroup) : ''
  return {
    state: passes ? 'pass' : 'fail',
    measured: `${value} (95 % interval ${lower} to ${upper})`,
    threshold,
    detail: `For ${attribute}, ${TITLES[rule.metric]}${between} is ${value} over ${sizes} (95 % interval ${lower} to ${upper}); at ${isRatio ? 'least' : 'most'} ${decimals(rule.limit)} is asked for.`,
  }
}
