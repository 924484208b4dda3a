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
function extremes(groups: Json[]): string {
  const rates = groups.flatMap((group) => {
    const rate = measureIn(group.selectionRate)
    return rate !== null && 'value' in rate ? [{ name: String(group.group), rate: rate.value }] : []
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
  const large = groups.filter((group) => (numberIn(group.n) ?? 0) >= minimumGroup)
  const rows = large.reduce((sum, group) => sum + (numberIn(group.n) ?? 0), 0)
  const small = groups.length - large.length
  const sizes = `${countOf(large.length, 'group')} of at least ${minimumGroup} rows, ${countOf(rows, 'row')} in all${small === 0 ? '' : ` (${countOf(small, 'smaller group')} left out)`}`
  if (measure === null || 'undefined' in measure) {
    const reason = measure === null ? 'not measured' : reasonWords(measure.undefined)
    return { state: 'inconclusive', threshold, detail: `For ${attribute}, ${TITLES[rule.metric]} cannot be judged over ${sizes}: ${reason}.` }
  }
  const [value, lower, upper] = [measure.value, measure.lower, measure.upper].map((x) => decimals(x, rule.limit))
  const passes = isRatio ? measure.value >= rule.limit : measure.value <= rule.limit
  const between = rule.metric.startsWith('demographicParity') ? extremes(large) : ''
  return {
    state: passes ? 'pass' : 'fail',
    measured: `${value} (95 % interval ${lower} to ${upper})`,
    threshold,
    detail: `For ${attribute}, ${TITLES[rule.metric]}${between} is ${value} (95 % interval ${lower} to ${upper}) over ${sizes}; at ${isRatio ? 'least' : 'most'} ${decimals(rule.limit)} is asked for.`,
  }
}
