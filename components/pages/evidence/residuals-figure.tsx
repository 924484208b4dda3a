'use client'

import type { RegressionResult } from '#server/kernel/performance/performance-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { formatPercent, formatSigned } from '../../ui/format.ts'

/** Errors of a regression by their quantiles: how far predictions lie from truth, and on which side. */
export function ResidualsFigure({ residuals }: Pick<RegressionResult, 'residuals'>) {
  const at = (probability: number) => residuals.find((one) => Math.abs(one.probability - probability) < 1e-9)?.value
  const [low, middle, high] = [at(0.05), at(0.5), at(0.95)]
  const caption =
    low === undefined || high === undefined || middle === undefined
      ? 'Prediction minus truth, by quantile.'
      : `Nine of ten predictions lie between ${formatSigned(low)} and ${formatSigned(high)} of the truth; the middle error is ${formatSigned(middle)}.`
  return (
    <Figure
      caption={caption}
      csvName="residuals"
      twin={{
        caption: 'Quantiles of prediction minus truth',
        columns: [{ label: 'Quantile' }, { label: 'Prediction minus truth', kind: 'number' }],
        rows: residuals.map((one) => [formatPercent(one.probability), formatSigned(one.value)]),
        csv: residuals.map((one) => [one.probability, one.value]),
      }}
    >
      <XyChart
        label="Prediction minus truth by quantile"
        x={{ label: 'Share of rows with a smaller error', domain: [0, 1], format: { as: 'percent', decimals: 0 } }}
        y={{ label: 'Prediction minus truth' }}
        limits={[{ axis: 'y', value: 0, label: 'no error' }]}
        series={[{ label: 'Error', shape: 'line-dots', points: residuals.map((one) => ({ x: one.probability, y: one.value })) }]}
        readPoint={(index) => {
          const one = residuals[index]
          return one ? `${formatPercent(one.probability)} of rows have an error below ${formatSigned(one.value)}.` : ''
        }}
      />
    </Figure>
  )
}
