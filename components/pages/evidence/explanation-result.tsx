import type { EvidenceView } from '#server/contracts/evidence.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { ImportanceFigure } from './importance-figure.tsx'
import { resultOf } from './typed-result.ts'

const SPACES: Record<string, string> = { margin: 'log-odds of the decision class', 'log-odds': 'log-odds of the decision class', output: 'the output itself' }

/** Features by how far they move the score on average, and how the contributions were computed. */
export function ExplanationResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'explanation')
  return (
    <>
      <Section
        title="What moves the score"
        lead={`Mean absolute contribution with its 95 % interval, in ${SPACES[result.space] ?? result.space}, over ${formatCount(result.sampleRows)} rows.`}
      >
        <ImportanceFigure features={result.features} />
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
