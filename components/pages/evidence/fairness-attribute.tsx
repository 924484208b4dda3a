'use client'

import { metricTitle } from '#server/contracts/metric-titles.ts'
import type { AttributeResult, FairnessMetric } from '#server/kernel/fairness/fairness-result.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { formatCount, formatInterval, formatMetric, formatP, formatPercent, formatPercentInterval, plural } from '../../ui/format.ts'
import { Note, Section, Subhead } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { isDefined } from './defined.ts'
import { FairnessMeasures } from './fairness-measures.tsx'
import { parityWords, rateWords, whyWords } from './fairness-words.ts'

const METRIC_NAMES: readonly FairnessMetric[] = [
  'demographicParityRatio',
  'demographicParityDifference',
  'equalOpportunityDifference',
  'equalizedOddsDifference',
]

const value = (measure: Measure | undefined) => (measure && isDefined(measure) ? formatMetric(measure.value, 3) : <span className="num-miss">–</span>)
const interval = (measure: Measure | undefined) => (measure && isDefined(measure) ? formatInterval(measure.lower, measure.upper, 3) : null)
const rate = (measure: Measure) => (isDefined(measure) ? formatPercent(measure.value) : <span className="num-miss">–</span>)
const rateInterval = (measure: Measure) => (isDefined(measure) ? formatPercentInterval(measure.lower, measure.upper) : whyWords(measure))

/** The rates of each group of one attribute, the largest against the smallest, and whether chance alone would do. */
export function FairnessAttribute({ attribute }: { readonly attribute: AttributeResult }) {
  const { homogeneity, leftOut } = attribute
  const parity = parityWords(attribute)
  return (
    <Section title={attribute.attribute} lead={attribute.missing ? `${plural(attribute.missing, 'row')} without a value, in no group.` : undefined}>
      <Table
        caption={`Rates by ${attribute.attribute}`}
        rows={attribute.groups}
        rowKey={(row) => row.group}
        columns={[
          { header: 'Group', cell: (row) => row.group },
          { header: 'n', kind: 'number', cell: (row) => formatCount(row.n) },
          { header: 'Selected', kind: 'number', cell: (row) => rate(row.selectionRate) },
          { header: '95 % interval', kind: 'interval', cell: (row) => rateInterval(row.selectionRate) },
          { header: 'True positive rate', kind: 'number', cell: (row) => rate(row.truePositiveRate) },
          { header: '95 % interval', kind: 'interval', cell: (row) => rateInterval(row.truePositiveRate) },
          { header: 'False positive rate', kind: 'number', cell: (row) => rate(row.falsePositiveRate) },
          { header: '95 % interval', kind: 'interval', cell: (row) => rateInterval(row.falsePositiveRate) },
        ]}
      />
      <Subhead>Largest against smallest</Subhead>
      <Table
        caption={`Measures by ${attribute.attribute}`}
        compact
        rows={METRIC_NAMES}
        rowKey={(name) => name}
        columns={[
          { header: 'Measure', cell: (name) => metricTitle(name) },
          { header: 'Value', kind: 'number', cell: (name) => value(attribute.metrics[name]) },
          { header: '95 % interval', kind: 'interval', cell: (name) => interval(attribute.metrics[name]) },
          { header: 'Note', cell: (name) => whyWords(attribute.metrics[name]) },
        ]}
      />
      {parity ? <Note>{parity}</Note> : null}
      {homogeneity ? (
        <Note>
          χ² of equal selection rates: {formatMetric(homogeneity.statistic)} on{' '}
          {plural(homogeneity.degreesOfFreedom, 'degree of freedom', 'degrees of freedom')}, p {formatP(homogeneity.pValue)}.
        </Note>
      ) : null}
      {leftOut.length > 0 ? (
        <Note>Left out for want of anything to divide by: {leftOut.map((one) => `${one.group} of the ${rateWords(one.rate)}`).join(', ')}.</Note>
      ) : null}
      {attribute.measures ? <FairnessMeasures attribute={attribute} /> : null}
    </Section>
  )
}
