import type { Judgement, QualityRule } from '../gate.ts'
import { numberIn, recordsIn, textIn } from '../read-result.ts'
import type { Json } from '../read-result.ts'
import { countOf, countWords, someOf } from '../words.ts'

const findingWords = (finding: Json): string => {
  const column = textIn(finding.column)
  return `${textIn(finding.code) ?? 'unnamed'}${column === null ? '' : ` in ${column}`} (${countWords(numberIn(finding.count) ?? 0)})`
}

/** Does a finding about the assessed data block? A finding of unknown severity counts as blocking. */
export function judgeQuality(rule: QualityRule, result: Json): Judgement {
  const threshold = `≤ ${countOf(rule.maximumBlockingFindings, 'blocking finding')}`
  if (!Array.isArray(result.findings)) return { state: 'inconclusive', threshold, detail: 'The data quality evidence holds no list of findings.' }
  const findings = recordsIn(result.findings)
  const blocking = findings.filter((finding) => finding.severity !== 'warning' && finding.severity !== 'info')
  const looked = `${countOf(numberIn(result.n) ?? 0, 'row')} and ${countOf(recordsIn(result.columns).length, 'column')}`
  const measured = countOf(blocking.length, 'blocking finding')
  const named = blocking.length > 0 ? `: ${someOf(blocking.map(findingWords), 3)}` : ''
  const others = findings.length - blocking.length
  return {
    state: blocking.length > rule.maximumBlockingFindings ? 'fail' : 'pass',
    measured,
    threshold,
    detail: `${blocking.length === 0 ? 'No blocking finding' : measured} in ${looked}${named}${others > 0 ? `; ${countOf(others, 'warning')}` : ''}.`,
  }
}
