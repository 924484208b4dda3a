import type { EvidenceView } from '#server/contracts/evidence.ts'
import { BarMark } from '../../charts/marks.tsx'
import { formatCount, formatInterval, formatMetric, formatSigned } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { resultOf } from './typed-result.ts'

const SPACES: Record<string, string> = { margin: 'log-odds of the decision class', 'log-odds': 'log-odds of the decision class', output: 'the output itself' }

/** Features by how far they move the score on average, and how the contributions were computed. */
export function ExplanationResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'explanation')
  const largest = Math.max(0, ...result.features.map((feature) => feature.meanAbsoluteContribution))
  return (
    <>
      <Section
        title="What moves the score"
        lead={`Mean absolute contribution, in ${SPACES[result.space] ?? result.space}; the sign says which way on average.`}
      >
        <Table
          caption="Features by mean absolute contribution"
          rows={result.features}
          rowKey={(row) => row.feature}
          columns={[
            { header: 'Feature', cell: (row) => row.feature },
            {
              header: 'Size',
              cell: (row) => (
                <BarMark label={`${row.feature}: ${formatMetric(row.meanAbsoluteContribution)}`} value={row.meanAbsoluteContribution} max={largest} />
              ),
            },
            { header: 'Mean absolute', kind: 'number', cell: (row) => formatMetric(row.meanAbsoluteContribution) },
            { header: '95 % interval', kind: 'interval', cell: (row) => formatInterval(row.lower, row.upper) },
            { header: 'Mean', kind: 'number', cell: (row) => formatSigned(row.meanContribution) },
          ]}
        />
      </Section>
      <Section title="How it was computed">
        <KeyValue
          items={[
            { label: 'Method', value: result.method },
            { label: 'Exact', value: result.exact ? 'yes, for the file that serves' : `no, sampled${result.whyNotExact ? `: ${result.whyNotExact}` : ''}` },
            { label: 'Baseline rows', value: formatCount(result.baseline.rows) },
            { label: 'Base value', value: formatMetric(result.baseValue) },
            { label: 'Rows explained', value: formatCount(result.sampleRows) },
            { label: 'Largest additivity error', value: formatMetric(result.additivity?.maxAbsoluteError) },
          ]}
        />
      </Section>
    </>
  )
}
