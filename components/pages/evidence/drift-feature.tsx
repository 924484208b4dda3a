'use client'

import type { FeatureDrift } from '#server/kernel/drift/drift-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { HistogramPair } from '../../charts/histogram-pair.tsx'
import { Columns } from '../../ui/columns.tsx'
import { formatCount, formatMetric, formatP, formatPercent } from '../../ui/format.ts'
import { Subhead } from '../../ui/section.tsx'
import { stateOf, states } from '../../ui/states.ts'
import { Table } from '../../ui/table.tsx'
import { driftTests } from './drift-tests.ts'

/** One feature: reference against evaluated rows, and every test of it. */
export function DriftFeature({ feature }: { readonly feature: FeatureDrift }) {
  return (
    <Columns layout="even">
      {feature.histogram ? <FeatureFigure feature={feature} /> : <p className="note">No distribution was kept.</p>}
      <div>
        <Subhead>Tests of {feature.feature}</Subhead>
        <Table
          caption={`Tests of ${feature.feature}`}
          compact
          rows={driftTests(feature)}
          rowKey={(row) => row.name}
          columns={[
            { header: 'Test or size', cell: (row) => row.name },
            { header: 'Value', kind: 'number', cell: (row) => formatMetric(row.statistic) },
            { header: 'p', kind: 'number', cell: (row) => (row.pValue === null ? null : formatP(row.pValue)) },
            { header: 'How', cell: (row) => <span className="muted">{row.note}</span> },
          ]}
        />
        <p className="note">
          All tests of the feature together: p {formatP(feature.pValue)}; after Benjamini–Hochberg over the features {formatP(feature.adjustedPValue)}.
          {feature.effect
            ? ` ${formatPercent(feature.effect.movedShare)} of rows would have to move to undo the change; PSI beyond chance ${formatMetric(feature.effect.psiExcess)}.`
            : ''}
        </p>
      </div>
    </Columns>
  )
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0) || 1

function FeatureFigure({ feature }: { readonly feature: FeatureDrift }) {
  const { histogram, reference, current } = feature
  const names = histogram.categories ?? histogram.reference.map((_, i) => `${formatMetric(histogram.edges?.[i])} to ${formatMetric(histogram.edges?.[i + 1])}`)
  const share = (counts: readonly number[], i: number) => (counts[i] ?? 0) / sum(counts)
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
          formatPercent(share(histogram.reference, i)),
          formatPercent(share(histogram.current, i)),
        ]),
        csv: names.map((name, i) => [name, histogram.reference[i] ?? 0, histogram.current[i] ?? 0, share(histogram.reference, i), share(histogram.current, i)]),
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
