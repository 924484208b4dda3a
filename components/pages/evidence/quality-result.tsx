import type { EvidenceView } from '#server/contracts/evidence.ts'
import { formatCount, formatMetric, formatPercent, plural } from '../../ui/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import { resultOf } from './typed-result.ts'

/** What is wrong with the evaluated rows, worst first, and each column. */
export function QualityResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'data-quality')
  const findings = result.findings.toSorted((a, b) => Number(b.severity === 'blocking') - Number(a.severity === 'blocking') || b.count - a.count)
  return (
    <>
      <Section title="Findings" lead={result.reference ? `${plural(result.n, 'row')} against ${plural(result.reference.n, 'row')} of reference.` : undefined}>
        {findings.length === 0 ? (
          <Empty title="Measured, none found">Missing values, types, units, ranges, categories, duplicates and times were looked at.</Empty>
        ) : (
          <Table
            caption="Findings"
            rows={findings}
            rowKey={(row) => `${row.code}:${row.column ?? ''}`}
            columns={[
              { header: 'Column', cell: (row) => row.column ?? 'whole table' },
              {
                header: 'Severity',
                cell: (row) => (
                  <State state={row.severity === 'blocking' ? 'fail' : 'inconclusive'}>{row.severity === 'blocking' ? 'Blocks' : 'Warning'}</State>
                ),
                nowrap: true,
              },
              { header: 'What is wrong', cell: (row) => row.detail, width: '55%' },
              { header: 'Rows', kind: 'number', cell: (row) => formatCount(row.count) },
              { header: 'For example row', cell: (row) => row.examples?.map(formatCount).join(', ') ?? null },
            ]}
          />
        )}
      </Section>
      <Section title="Columns">
        <Table
          caption="Columns"
          compact
          rows={result.columns}
          rowKey={(row) => row.name}
          columns={[
            { header: 'Column', cell: (row) => row.name },
            { header: 'Type', cell: (row) => row.type },
            { header: 'Missing', kind: 'number', cell: (row) => formatCount(row.missing) },
            { header: 'Share', kind: 'interval', cell: (row) => (result.n > 0 ? formatPercent(row.missing / result.n) : null) },
            { header: 'Distinct', kind: 'number', cell: (row) => formatCount(row.distinct) },
            { header: 'Smallest', kind: 'number', cell: (row) => (row.min === undefined ? null : formatMetric(row.min)) },
            { header: 'Median', kind: 'number', cell: (row) => (row.median === undefined ? null : formatMetric(row.median)) },
            { header: 'Largest', kind: 'number', cell: (row) => (row.max === undefined ? null : formatMetric(row.max)) },
            {
              header: 'Most frequent',
              cell: (row) =>
                row.top
                  ?.slice(0, 3)
                  .map((one) => one.value)
                  .join(', ') ?? null,
            },
          ]}
        />
      </Section>
    </>
  )
}
