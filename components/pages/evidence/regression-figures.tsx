'use client'

import type { RegressionResult } from '#server/kernel/performance/performance-result.ts'
import { Columns } from '../../ui/columns.tsx'
import { formatMetric, formatSigned } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { CalibrationFigure } from './calibration-figure.tsx'
import { ResidualsFigure } from './residuals-figure.tsx'

/** Predictions against truth, and how far and on which side they miss it. */
export function RegressionFigures({ result }: { readonly result: RegressionResult }) {
  const { residuals, meanError, largestError } = result
  return (
    <Columns layout="even">
      <Section title="Predicted and true" lead="Rows in bins of about equal size, by prediction.">
        <CalibrationFigure
          caption="Mean truth against mean prediction; on the grey line both agree."
          points={result.curves.calibration.map((bin) => ({ predicted: bin.meanPredicted, observed: bin.meanTruth, n: bin.n }))}
          names={['Mean prediction', 'Mean truth']}
        />
      </Section>
      {residuals && residuals.length > 0 ? (
        <Section title="Errors" lead={`Mean error ${formatSigned(meanError)}${largestError == null ? '' : `, the largest ${formatMetric(largestError)}`}.`}>
          <ResidualsFigure residuals={residuals} />
        </Section>
      ) : null}
    </Columns>
  )
}
