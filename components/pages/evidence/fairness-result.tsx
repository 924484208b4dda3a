'use client'

import { useQuery } from '@tanstack/react-query'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import type { AttributeResult, FairnessMetric } from '#server/kernel/fairness/fairness-result.ts'
import { UNDEFINED_REASONS, type Measure } from '#server/kernel/numbers/measure.ts'
import { Figure } from '../../charts/figure.tsx'
import { ForestPlot, type ForestGroup, type ForestRow } from '../../charts/forest-plot.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { isDefined } from './defined.ts'
import { formatCount, formatInterval, formatMetric, formatPercent, formatPercentInterval } from '../../ui/format.ts'
import { Section, Subhead } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { resultOf } from './typed-result.ts'

const METRICS: Record<FairnessMetric, string> = {
  demographicParityRatio: 'Ratio of selection rates, smallest over largest',
  demographicParityDifference: 'Difference of selection rates',
  equalOpportunityDifference: 'Difference of true positive rates',
  equalizedOddsDifference: 'Difference of odds, the worse rate',
}
const METRIC_NAMES = Object.keys(METRICS) as FairnessMetric[]

const value = (measure: Measure | undefined) => (measure && isDefined(measure) ? formatMetric(measure.value, 3) : <span className="num-miss">–</span>)
const interval = (measure: Measure | undefined) => (measure && isDefined(measure) ? formatInterval(measure.lower, measure.upper, 3) : null)
const why = (measure: Measure | undefined) => (measure && !isDefined(measure) ? (UNDEFINED_REASONS[measure.undefined] ?? measure.undefined) : null)

function forestRows({ groups, pairs, referenceGroup }: AttributeResult, limit: number | null, minimum: number): ForestRow[] {
  return pairs.map((pair): ForestRow => {
    const n = groups.find((group) => group.group === pair.group)?.n ?? 0
    const ratio = pair.disparateImpact
    if (!isDefined(ratio))
      return { label: `${pair.group} / ${referenceGroup}`, n, value: null, lower: null, upper: null, gated: false, state: 'not-enough-data' }
    const small = n < minimum
    const fails = limit !== null && ratio.value < limit
    return {
      label: `${pair.group} / ${referenceGroup}`,
      n,
      value: ratio.value,
      lower: ratio.lower,
      upper: ratio.upper,
      gated: !small,
      state: small ? 'not-enough-data' : fails ? 'fail' : 'pass',
      stateWord: small ? 'Too few to gate' : fails ? 'Below the limit' : 'Above the limit',
    }
  })
}

/** Groups of people against the limit, then every rate with its interval. */
export function FairnessResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const trpc = useTRPC()
  const { data: policy } = useQuery(trpc.governance.getPolicy.queryOptions({}))
  const rule = policy?.document.gates.find((gate) => gate.kind === 'fairness' && gate.metric === 'demographicParityRatio')
  const limit = rule && 'limit' in rule ? Number(rule.limit) : null
  const result = resultOf(evidence, 'fairness')
  const minimum = result.minimumGroup ?? 30
  if (result.attributes.length === 0)
    return (
      <Section title="Groups">
        <Empty title="Nothing to compare">The dataset declares no protected attribute. That is not the same as fair.</Empty>
      </Section>
    )
  const groups = result.attributes.map((attribute): ForestGroup => ({
    title: attribute.attribute,
    note: `against ${attribute.referenceGroup ?? 'no group'}, the largest`,
    rows: forestRows(attribute, limit, minimum),
  }))
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ ...row, attribute: group.title })))
  return (
    <>
      <Section
        title="Groups against the largest"
        lead={`Selection rate of the favourable outcome over that of the largest group. Groups under ${minimum} rows are shown and do not gate.`}
      >
        <Figure
          caption={
            limit === null
              ? 'Left of 1: selected less often than the largest group.'
              : `Left of 1: selected less often than the largest group. The policy asks for at least ${formatMetric(limit, 2)}.`
          }
          csvName="fairness-ratios"
          twin={{
            caption: 'Ratios of selection rates',
            columns: [
              { label: 'Group' },
              { label: 'Attribute' },
              { label: 'n', kind: 'number' },
              { label: 'Ratio', kind: 'number' },
              { label: '95 % interval', kind: 'interval' },
            ],
            rows: rows.map((row) => [row.label, row.attribute, formatCount(row.n), formatMetric(row.value, 3), formatInterval(row.lower, row.upper, 3)]),
          }}
        >
          <ForestPlot
            label="Ratios of selection rates by group"
            measure="Ratio"
            groups={groups}
            limit={limit === null ? undefined : { value: limit, label: `limit ${formatMetric(limit, 2)}` }}
            decimals={3}
          />
        </Figure>
      </Section>
      {result.attributes.map((attribute) => (
        <AttributePart key={attribute.attribute} attribute={attribute} />
      ))}
    </>
  )
}

const rate = (measure: Measure) => (isDefined(measure) ? formatPercent(measure.value) : <span className="num-miss">–</span>)
const rateInterval = (measure: Measure) => (isDefined(measure) ? formatPercentInterval(measure.lower, measure.upper) : why(measure))

function AttributePart({ attribute }: { readonly attribute: AttributeResult }) {
  return (
    <Section title={attribute.attribute} lead={attribute.missing ? `${formatCount(attribute.missing)} rows have no value and are in no group.` : undefined}>
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
          { header: 'Measure', cell: (name) => METRICS[name] },
          { header: 'Value', kind: 'number', cell: (name) => value(attribute.metrics[name]) },
          { header: '95 % interval', kind: 'interval', cell: (name) => interval(attribute.metrics[name]) },
          { header: 'Note', cell: (name) => why(attribute.metrics[name]) },
        ]}
      />
    </Section>
  )
}
