'use client'

import type { BinaryResult } from '#server/kernel/performance/performance-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { LineBand } from '../../charts/line-band.tsx'
import { Columns } from '../../ui/columns.tsx'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { CalibrationFigure } from './calibration-figure.tsx'
import { measureWords } from './summarise.ts'

const HEIGHT = 260

/** ROC, precision and recall, calibration, and what each threshold would decide. */
export function BinaryFigures({ result }: { readonly result: BinaryResult }) {
  const { curves, metrics, threshold } = result
  return (
    <>
      <Columns layout="even">
        <Section title="Ranking">
          <Figure
            caption={`ROC AUC ${measureWords(metrics.rocAuc)}; grey is guessing.`}
            csvName="roc"
            twin={{
              caption: 'ROC curve',
              columns: [{ label: 'Threshold' }, { label: 'False positive rate', kind: 'number' }, { label: 'True positive rate', kind: 'number' }],
              rows: curves.roc.map((point) => [formatMetric(point.threshold), formatMetric(point.falsePositiveRate), formatMetric(point.truePositiveRate)]),
            }}
          >
            <LineBand
              label="True positive rate by false positive rate"
              points={curves.roc.map((point) => ({ x: point.falsePositiveRate, value: point.truePositiveRate, previous: point.falsePositiveRate }))}
              xFormat={{ as: 'metric', decimals: 2 }}
              domain={[0, 1]}
              height={HEIGHT}
            />
          </Figure>
        </Section>
        <Section title="Precision and recall">
          <Figure
            caption={`Average precision ${measureWords(metrics.averagePrecision)}; grey is the share of positives.`}
            csvName="precision-recall"
            twin={{
              caption: 'Precision by recall',
              columns: [{ label: 'Threshold' }, { label: 'Recall', kind: 'number' }, { label: 'Precision', kind: 'number' }],
              rows: curves.precisionRecall.map((point) => [formatMetric(point.threshold), formatMetric(point.recall), formatMetric(point.precision)]),
            }}
          >
            <LineBand
              label="Precision by recall"
              points={curves.precisionRecall
                .toSorted((a, b) => a.recall - b.recall)
                .map((point) => ({ x: point.recall, value: point.precision, previous: result.prevalence }))}
              xFormat={{ as: 'metric', decimals: 2 }}
              domain={[0, 1]}
              height={HEIGHT}
            />
          </Figure>
        </Section>
        <Section title="Calibration">
          <CalibrationFigure
            caption={
              result.calibrationError
                ? `Scores differ from observed shares by ${formatMetric(result.calibrationError.expected)} on average.`
                : 'Observed share by score; on the grey line both agree.'
            }
            points={curves.calibration.map((bin) => ({
              predicted: bin.meanScore,
              observed: bin.observed.value,
              lower: bin.observed.lower,
              upper: bin.observed.upper,
              n: bin.n,
            }))}
            names={['Mean score', 'Observed share']}
          />
        </Section>
        <Section title="Decisions" lead={`At the threshold ${formatMetric(threshold)} in force.`}>
          <Table
            caption="Truth and decision"
            rows={[
              { truth: 'Positive in truth', positive: result.confusion.truePositives, negative: result.confusion.falseNegatives },
              { truth: 'Negative in truth', positive: result.confusion.falsePositives, negative: result.confusion.trueNegatives },
            ]}
            rowKey={(row) => row.truth}
            columns={[
              { header: 'Rows', cell: (row) => row.truth },
              { header: 'Decided positive', kind: 'number', cell: (row) => formatCount(row.positive) },
              { header: 'Decided negative', kind: 'number', cell: (row) => formatCount(row.negative) },
            ]}
          />
        </Section>
      </Columns>
      <Section title="Other thresholds" lead="What would be decided at each; changing it is a new version.">
        <Figure
          caption="Share decided positive and recall, by threshold."
          csvName="thresholds"
          legend={[
            { label: 'Recall', color: 'c1' },
            { label: 'Decided positive', color: 'c-ref' },
          ]}
          twin={{
            caption: 'Decisions by threshold',
            columns: [
              { label: 'Threshold' },
              { label: 'Decided positive', kind: 'number' },
              { label: 'Precision', kind: 'number' },
              { label: 'Recall', kind: 'number' },
              { label: 'False positive rate', kind: 'number' },
            ],
            rows: result.thresholds.map((row) => [
              formatMetric(row.threshold, 2),
              formatPercent(row.decidedPositive),
              formatMetric(row.precision),
              formatMetric(row.recall),
              formatMetric(row.falsePositiveRate),
            ]),
          }}
        >
          <LineBand
            label="Recall and share decided positive by threshold"
            points={result.thresholds.map((row) => ({ x: row.threshold, value: row.recall, previous: row.decidedPositive }))}
            xFormat={{ as: 'metric', decimals: 2 }}
            domain={[0, 1]}
            height={HEIGHT}
          />
        </Figure>
      </Section>
    </>
  )
}
