'use client'

import { useState } from 'react'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import type { FeatureDrift } from '#server/kernel/drift/drift-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { HistogramPair } from '../../charts/histogram-pair.tsx'
import { BarMark } from '../../charts/marks.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { formatCount, formatMetric, formatP, formatPercent } from '../../ui/format.ts'
import { Select } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { severity, stateOf, states } from '../../ui/states.ts'
import { resultOf } from './typed-result.ts'

const rank = (row: FeatureDrift): number => severity[states[stateOf(row.verdict)].tone] * 1000 - (row.tests.psi?.value ?? 0)

const columnsOf = (largest: number, floor: number): readonly DataColumn<FeatureDrift>[] => [
  { id: 'feature', header: 'Feature', value: (row) => row.feature },
  {
    id: 'verdict',
    header: 'Verdict',
    value: (row) => states[stateOf(row.verdict)].word,
    cell: (row) => <State state={stateOf(row.verdict)} />,
    order: rank,
    filter: true,
    nowrap: true,
  },
  { id: 'psi', header: 'PSI', value: (row) => row.tests.psi?.value ?? null, cell: (row) => formatMetric(row.tests.psi?.value, 3), kind: 'number' },
  {
    id: 'size',
    header: 'Size',
    value: (row) => row.tests.psi?.value ?? null,
    cell: (row) => (
      <BarMark
        label={`PSI of ${row.feature}`}
        value={row.tests.psi?.value ?? null}
        max={largest}
        threshold={floor}
        strong={row.verdict === 'drift'}
        width={120}
      />
    ),
    sort: false,
    csv: () => null,
  },
  {
    id: 'statistic',
    header: 'KS or χ²',
    value: (row) => row.tests.ks?.statistic ?? row.tests.chiSquare?.statistic ?? null,
    cell: (row) => formatMetric(row.tests.ks?.statistic ?? row.tests.chiSquare?.statistic),
    kind: 'number',
  },
  { id: 'p', header: 'p, adjusted', value: (row) => row.adjustedPValue, cell: (row) => formatP(row.adjustedPValue), kind: 'number', sort: 'asc' },
  { id: 'type', header: 'Type', value: (row) => row.type, filter: true, hidden: true },
  { id: 'detail', header: 'In words', value: (row) => row.detail ?? null, cell: (row) => <span className="muted">{row.detail}</span>, width: '36%' },
]

/** Each feature with its verdict, worst first, and the two distributions of one. */
export function DriftResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'drift')
  const ranked = result.features.toSorted((a, b) => rank(a) - rank(b))
  const [chosen, setChosen] = useState(ranked[0]?.feature ?? '')
  const feature = ranked.find((one) => one.feature === chosen) ?? ranked[0]
  const floor = result.parameters?.psiFloor ?? 0.1
  const largest = Math.max(floor * 1.2, ...ranked.map((row) => row.tests.psi?.value ?? 0))
  return (
    <>
      <Section
        title="Features"
        lead={`Drift is a change that is significant (false discovery rate ${result.parameters?.alpha ?? 0.05}) and large enough to matter: PSI beyond ${floor}, dashed, or a tenth of the rows moved.`}
      >
        <DataTable
          caption="Features by drift"
          noun={['feature', 'features']}
          columns={columnsOf(largest, floor)}
          rows={ranked}
          rowKey={(row) => row.feature}
          defaultSort="verdict"
          csvName="drift"
          search={ranked.length > 10 ? 'Filter by name' : undefined}
          empty={<Empty title="No feature was compared">The version names no feature.</Empty>}
        />
      </Section>
      {feature?.histogram ? (
        <Section title="Distribution" lead="Reference filled, evaluated rows outlined; shares of the rows with a value.">
          <div style={{ maxWidth: '18rem' }} className="mt2">
            <Field label="Feature">
              <Select
                value={feature.feature}
                onChange={(event) => setChosen(event.target.value)}
                options={ranked.map((row) => ({ value: row.feature, label: `${row.feature}, ${states[stateOf(row.verdict)].word.toLowerCase()}` }))}
              />
            </Field>
          </div>
          <FeatureFigure feature={feature} />
        </Section>
      ) : null}
    </>
  )
}

function FeatureFigure({ feature }: { readonly feature: FeatureDrift }) {
  const { histogram, reference, current } = feature
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0) || 1
  const names = histogram.categories ?? histogram.reference.map((_, i) => `${formatMetric(histogram.edges?.[i])} to ${formatMetric(histogram.edges?.[i + 1])}`)
  return (
    <Figure
      caption={feature.detail ?? `${feature.feature}: ${states[stateOf(feature.verdict)].word}.`}
      csvName={`drift-${feature.feature}`}
      twin={{
        caption: `Distribution of ${feature.feature}`,
        columns: [
          { label: histogram.categories ? 'Category' : 'From, to' },
          { label: 'Reference', kind: 'number' },
          { label: 'Evaluated', kind: 'number' },
          { label: 'Reference, share', kind: 'number' },
          { label: 'Evaluated, share', kind: 'number' },
        ],
        rows: names.map((name, i) => [
          name,
          formatCount(histogram.reference[i]),
          formatCount(histogram.current[i]),
          formatPercent((histogram.reference[i] ?? 0) / sum(histogram.reference)),
          formatPercent((histogram.current[i] ?? 0) / sum(histogram.current)),
        ]),
      }}
    >
      <HistogramPair
        label={`Distribution of ${feature.feature}`}
        {...(histogram.categories ? { categories: histogram.categories } : { edges: histogram.edges ?? [] })}
        reference={{ label: 'Reference', n: reference.n, counts: histogram.reference }}
        current={{ label: 'Evaluated', n: current.n, counts: histogram.current }}
        height={240}
      />
    </Figure>
  )
}
