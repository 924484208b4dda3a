import type { ExplanationSummary } from '#server/kernel/explain/summarise-explanation.ts'
import { formatCount, formatMetric, formatPercent, plural } from '../../ui/format.ts'
import { KeyValue, type Fact } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'

type Result = ExplanationSummary & { readonly whyNotExact?: string }

function additivityWords({ additivity }: Result): string {
  if (!additivity) return '–'
  const { maxAbsoluteError, rows, worst, bound, outside } = additivity
  if (rows === undefined) return formatMetric(maxAbsoluteError)
  if (worst === undefined || bound === undefined) return `held against ONNX Runtime, which gives none of ${plural(rows, 'row')} a finite score`
  const beyond = outside ? `; ${plural(outside, 'row')} beyond the bound` : '; every row within its bound'
  return `held against ONNX Runtime on ${plural(rows, 'row')}: ${formatMetric(worst)} where the bound is ${formatMetric(bound)}${beyond}`
}

function stabilityFacts({ stability, whyNoStability }: Result): Fact[] {
  if (!stability) return whyNoStability ? [{ label: 'LIME beside it', value: `not computed: ${whyNoStability}` }] : []
  const { rows, seeds, samples, top, jaccard, rankDeviation, agreement, r2, unfaithful, baselineRowsLeftOut = 0 } = stability
  const drawn = baselineRowsLeftOut > 0 ? `, drawn without ${plural(baselineRowsLeftOut, 'baseline row')} of missing values` : ''
  return [
    {
      label: 'LIME beside it',
      value: `of ${plural(rows, 'row')}, ${plural(seeds, 'seed')}, ${formatCount(samples)} samples each${drawn}: two seeds share ${formatPercent(jaccard, 0)} of their first ${top}, ranks move by ${formatMetric(rankDeviation, 1)}`,
    },
    {
      label: 'LIME agrees',
      value: `with ${formatPercent(agreement, 0)} of the first ${top} above; its lines explain ${formatPercent(r2, 0)} of the score nearby, and ${formatPercent(unfaithful, 0)} of rows badly`,
    },
  ]
}

/** How contributions were computed, how closely they add up, and what other methods say. */
export function ExplanationMethod({ result }: { readonly result: Result }) {
  const { pathDependent } = result
  const [first] = pathDependent?.features ?? []
  return (
    <Section title="How it was computed">
      <KeyValue
        items={[
          { label: 'Method', value: result.method },
          { label: 'Exact', value: result.exact ? 'yes, for the file that serves' : `no, sampled${result.whyNotExact ? `: ${result.whyNotExact}` : ''}` },
          { label: 'Baseline rows', value: formatCount(result.baseline.rows) },
          { label: 'Base value', value: formatMetric(result.baseValue) },
          { label: 'Rows explained', value: formatCount(result.sampleRows) },
          { label: 'Largest additivity error', value: additivityWords(result) },
          ...stabilityFacts(result),
          ...(pathDependent && first
            ? [
                {
                  label: 'Path-dependent beside it',
                  value: `by the ways of ${plural(pathDependent.rows, 'row')}: ${first.feature} first, ${formatMetric(first.meanAbsoluteContribution)}${pathDependent.leavesWithoutRows > 0 ? `; ${plural(pathDependent.leavesWithoutRows, 'leaf', 'leaves')} without a row` : ''}`,
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}
