import type { DriftRule, Judgement } from '../gate.ts'
import { isRecord, numberIn, recordsIn, textIn } from '../read-result.ts'
import type { Json } from '../read-result.ts'
import { countOf, countWords, someOf } from '../words.ts'

const sizeOf = (side: unknown): string => countWords((isRecord(side) ? numberIn(side.n) : null) ?? 0)

/** Does the evaluated data still look like the reference? */
export function judgeDrift(rule: DriftRule, result: Json): Judgement {
  const verdict = textIn(result.verdict) ?? 'unknown'
  const features = recordsIn(result.features)
  const namesOf = (wanted: string) => features.filter((feature) => feature.verdict === wanted).map((feature) => String(feature.feature))
  const [drifted, small, unjudged] = [namesOf('drift'), namesOf('too-small-to-matter'), namesOf('not-enough-data')]
  const sizes = `between the reference of ${sizeOf(result.reference)} rows and the ${sizeOf(result.current)} rows assessed`
  const shared = { measured: verdict, threshold: `not ${rule.failsAt.join(' or ')}` }
  if (rule.failsAt.some((bad) => bad === verdict)) {
    const named = verdict === 'drift' ? drifted : small
    return { ...shared, state: 'fail', detail: `${named.length} of ${countOf(features.length, 'feature')} differ ${sizes}: ${someOf(named)}.` }
  }
  if (verdict === 'stable' || verdict === 'too-small-to-matter') {
    const rest = [
      ...(small.length > 0 ? [`${small.length} differ by too little to matter: ${someOf(small)}`] : []),
      ...(unjudged.length > 0 ? [`${unjudged.length} had too little data`] : []),
    ]
    return {
      ...shared,
      state: 'pass',
      detail: `None of ${countOf(features.length, 'feature')} drifted ${sizes}${rest.length > 0 ? `; ${rest.join('; ')}` : ''}.`,
    }
  }
  if (verdict === 'not-enough-data') return { ...shared, state: 'inconclusive', detail: `There is not enough data to judge drift ${sizes}.` }
  return { ...shared, state: 'inconclusive', detail: 'The drift evidence holds no verdict.' }
}
