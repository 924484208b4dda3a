import type { CardRule, ExplanationRule, Judgement } from '../gate.ts'
import { isRecord, numberIn, recordsIn, textIn } from '../read-result.ts'
import type { Json } from '../read-result.ts'
import { countOf, someOf } from '../words.ts'

/** Can the model's decisions be explained? */
export function judgeExplanation(rule: ExplanationRule, result: Json): Judgement {
  const method = textIn(result.method)
  const features = recordsIn(result.features).length
  const threshold = rule.mustBeExact ? 'exact' : 'present'
  if (method === null || features === 0) return { state: 'inconclusive', threshold, detail: 'The explanation evidence names no method or no feature.' }
  const exact = result.exact === true
  const rows = isRecord(result.baseline) ? numberIn(result.baseline.rows) : null
  const against = rows === null ? '' : ` against a baseline of ${countOf(rows, 'row')}`
  return {
    state: rule.mustBeExact && !exact ? 'fail' : 'pass',
    measured: exact ? 'exact' : 'sampled',
    threshold,
    detail: `Contributions of ${countOf(features, 'feature')} are ${exact ? 'exact' : 'sampled'} (${method})${against}${rule.mustBeExact && !exact ? '; exact ones are asked for' : ''}.`,
  }
}

/** Has a person written every section that the card asks for? */
export function judgeCard(_rule: CardRule, result: Json): Judgement {
  const missing = Array.isArray(result.missing) ? result.missing.map(String) : []
  const revision = numberIn(result.revision)
  const card = revision === null ? 'The card' : `Revision ${revision} of the card`
  const threshold = 'complete'
  if (result.complete === true) return { state: 'pass', threshold, measured: 'complete', detail: `${card} is complete.` }
  return {
    state: 'fail',
    threshold,
    measured: `${countOf(missing.length, 'section')} missing`,
    detail: `${card} lacks ${missing.length > 0 ? someOf(missing) : 'sections'}.`,
  }
}
