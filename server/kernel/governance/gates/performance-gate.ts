import type { Judgement, PerformanceRule } from '../gate.ts'
import { isRecord, measureIn, numberIn } from '../read-result.ts'
import type { Json } from '../read-result.ts'
import { countOf, decimals, reasonWords } from '../words.ts'

interface Bar {
  metric: string
  title: string
  limit: number
  what: string
}

/** The measure of the task: ROC AUC where there is one, else R², else accuracy against always naming the commonest class. */
function barOf(rule: PerformanceRule, metrics: Json, majorityShare: number | null): Bar | null {
  const { rocAuc, r2, accuracyOverMajorityShare } = rule.lowerBoundAbove
  if (metrics.rocAuc !== undefined) return { metric: 'rocAuc', title: 'ROC AUC', limit: rocAuc, what: '' }
  if (metrics.r2 !== undefined) return { metric: 'r2', title: 'R²', limit: r2, what: '' }
  if (metrics.accuracy === undefined || majorityShare === null) return null
  const over = accuracyOverMajorityShare === 0 ? '' : ` plus ${decimals(accuracyOverMajorityShare)}`
  return { metric: 'accuracy', title: 'Accuracy', limit: majorityShare + accuracyOverMajorityShare, what: `, the share of the commonest class${over}` }
}

/** Is the model shown to be better than chance? By the lower end of the interval, so that few rows prove nothing. */
export function judgePerformance(rule: PerformanceRule, result: Json): Judgement {
  const metrics = isRecord(result.metrics) ? result.metrics : {}
  const bar = barOf(rule, metrics, numberIn(result.majorityShare))
  if (bar === null)
    return { state: 'inconclusive', detail: 'The performance evidence has neither ROC AUC nor R² nor accuracy beside the share of the commonest class.' }
  const measure = measureIn(metrics[bar.metric])
  const threshold = `lower bound > ${decimals(bar.limit)}`
  if (measure === null || 'undefined' in measure) {
    return {
      state: 'inconclusive',
      threshold,
      detail: `${bar.title} is undefined: ${measure === null ? 'it was not measured' : reasonWords(measure.undefined)}.`,
    }
  }
  const rows = countOf(numberIn(result.n) ?? 0, 'row')
  const [value, lower, upper] = [measure.value, measure.lower, measure.upper].map((x) => decimals(x, bar.limit))
  const limit = `${decimals(bar.limit)}${bar.what}`
  const passes = measure.lower > bar.limit
  return {
    state: passes ? 'pass' : 'fail',
    measured: `${value} (95 % interval ${lower} to ${upper})`,
    threshold,
    detail: passes
      ? `${bar.title} is ${value} on ${rows}; the lower end of its 95 % interval, ${lower}, is above ${limit}.`
      : `${bar.title} is ${value} on ${rows}; its 95 % interval, ${lower} to ${upper}, does not lie above ${limit}, so the model is not shown to be better than chance.`,
  }
}
