import type { EvidenceView } from '#server/contracts/evidence.ts'
import { UNDEFINED_REASONS, type Measure } from '#server/kernel/numbers/measure.ts'
import type { PerformanceResult } from '#server/kernel/performance/performance-result.ts'
import { isDefined } from './defined.ts'
import { formatCount, formatInterval, formatMetric, inWords, plural } from '../../ui/format.ts'
import { stateOf, type StateName } from '../../ui/states.ts'
import { resultOf } from './typed-result.ts'

type Found = Pick<EvidenceView, 'kind' | 'result'>

export interface Summary {
  readonly state: StateName
  /** The finding in a sentence with its number, interval and n. */
  readonly sentence: string
}

const DECIMALS = 3

/** "0.812 (0.806–0.818)", or why there is no value. */
export function measureWords(measure: Measure | undefined, decimals = DECIMALS): string {
  if (!measure) return 'not measured'
  if (!isDefined(measure)) return `undefined: ${UNDEFINED_REASONS[measure.undefined] ?? measure.undefined}`
  return `${formatMetric(measure.value, decimals)} (95 % interval ${formatInterval(measure.lower, measure.upper, decimals)})`
}

function headline(result: PerformanceResult): string {
  if (result.task === 'binary') return `ROC AUC ${measureWords(result.metrics.rocAuc)}`
  if (result.task === 'multiclass') return `Accuracy ${measureWords(result.metrics.accuracy)}`
  return `R² ${measureWords(result.metrics.r2)}, RMSE ${measureWords(result.metrics.rmse)}`
}

function performance(evidence: Found): Summary {
  const result = resultOf(evidence, 'performance')
  return { state: 'done', sentence: `${headline(result)} over ${plural(result.n, 'row')}.` }
}

function quality(evidence: Found): Summary {
  const { n, findings } = resultOf(evidence, 'data-quality')
  const blocking = findings.filter((finding) => finding.severity === 'blocking')
  if (findings.length === 0) return { state: 'pass', sentence: `Nothing is wrong with ${plural(n, 'row')}.` }
  const said = blocking.length > 0 ? `${plural(blocking.length, 'finding')} ${blocking.length === 1 ? 'blocks' : 'block'}, ` : ''
  return {
    state: blocking.length > 0 ? 'fail' : 'inconclusive',
    sentence: `${said}${plural(findings.length - blocking.length, 'warning')} over ${plural(n, 'row')}. ${(blocking[0] ?? findings[0])?.detail ?? ''}`,
  }
}

function drift(evidence: Found): Summary {
  const { features, verdict, reference, current } = resultOf(evidence, 'drift')
  const drifted = features.filter((feature) => feature.verdict === 'drift')
  const sizes = `${formatCount(current.n)} against ${formatCount(reference.n)} rows`
  const names = drifted.slice(0, 3).map((feature) => feature.feature)
  if (drifted.length > 0)
    return {
      state: 'drift',
      sentence: `${drifted.length} of ${plural(features.length, 'feature')} drifted, ${sizes}: ${names.join(', ')}${drifted.length > names.length ? ' and more' : ''}.`,
    }
  if (verdict === 'not-enough-data') return { state: 'not-enough-data', sentence: `There is not enough data to judge drift, ${sizes}.` }
  const small = features.filter((feature) => feature.verdict === 'too-small-to-matter').length
  return {
    state: stateOf(verdict),
    sentence: `None of ${plural(features.length, 'feature')} drifted, ${sizes}${small > 0 ? `; ${inWords(small)} differ${small === 1 ? 's' : ''} too little to matter` : ''}.`,
  }
}

function fairness(evidence: Found): Summary {
  const { attributes } = resultOf(evidence, 'fairness')
  const known = attributes.flatMap(({ attribute, metrics }) =>
    isDefined(metrics.demographicParityRatio) ? [{ attribute, ratio: metrics.demographicParityRatio }] : [],
  )
  const worst = known.toSorted((a, b) => a.ratio.value - b.ratio.value)[0]
  if (!worst)
    return {
      state: 'inconclusive',
      sentence: `Nothing can be compared: ${attributes.length === 0 ? 'no protected attribute is declared' : 'fewer than two groups are large enough'}.`,
    }
  return { state: 'done', sentence: `The lowest ratio of selection rates is ${measureWords(worst.ratio)}, by ${worst.attribute}.` }
}

function explanation(evidence: Found): Summary {
  const { features, exact, sampleRows } = resultOf(evidence, 'explanation')
  const names = features.slice(0, 3).map((feature) => feature.feature)
  return { state: 'done', sentence: `${names.join(', ')} move the score most; ${exact ? 'exact' : 'sampled'}, over ${plural(sampleRows ?? 0, 'row')}.` }
}

function card(evidence: Found): Summary {
  const { complete, missing } = resultOf(evidence, 'card')
  return complete
    ? { state: 'pass', sentence: 'Every section that a reader needs is written.' }
    : { state: 'partial', sentence: `Still to be written: ${missing.join(', ')}.` }
}

const BY_KIND = { performance, 'data-quality': quality, drift, fairness, explanation, card } as const

/** What a piece of evidence found, in one sentence. */
export const summarise = (evidence: Found): Summary => BY_KIND[evidence.kind](evidence)
