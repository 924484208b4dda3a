'use client'

import type { DriftResult } from '#server/kernel/drift/drift-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { IntervalBars } from '../../charts/interval-bars.tsx'
import { formatCount, formatInterval, formatMetric, formatP, formatPercent } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

const ALPHA = 0.05

/** Whether a classifier can tell evaluated rows from reference rows by all features at once; it decides nothing. */
export function DriftMultivariate({ multivariate }: { readonly multivariate: NonNullable<DriftResult['multivariate']> }) {
  const { auc, lower, upper, pValue, topFeatures, rows } = multivariate
  const told = pValue <= ALPHA
  const area = `AUC ${formatMetric(auc, 3)} (95 % interval ${formatInterval(lower, upper, 3)}), p ${formatP(pValue)}`
  return (
    <Section
      title="All features together"
      lead={`For information, no part of the verdict: a classifier was to tell ${formatCount(rows.current)} evaluated from ${formatCount(rows.reference)} reference rows, half of them to learn from, half to be judged on.`}
    >
      {topFeatures.length === 0 ? (
        <p>
          {told ? 'It can tell them apart' : 'It cannot tell them apart'}: {area}.
        </p>
      ) : (
        <Figure
          caption={`${told ? 'It can tell them apart' : 'It cannot tell them apart beyond chance'}: ${area}. ${told ? 'These features gave them away.' : 'What it tried, by feature.'}`}
          csvName="drift-together"
          twin={{
            caption: 'Features by what they told the classifier',
            columns: [{ label: 'Feature' }, { label: 'Share of what it learnt', kind: 'number' }],
            rows: topFeatures.map((one) => [one.feature, formatPercent(one.share)]),
            csv: topFeatures.map((one) => [one.feature, one.share]),
          }}
        >
          <IntervalBars
            label="Features by what they told the classifier"
            measure="share of what it learnt"
            format={{ as: 'percent' }}
            bars={topFeatures.map((one) => ({ label: one.feature, value: one.share }))}
          />
        </Figure>
      )}
    </Section>
  )
}
