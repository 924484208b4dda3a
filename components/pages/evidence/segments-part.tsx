import type { Segment, SegmentsResult } from '#server/kernel/performance/assess-segments.ts'
import { formatCount, formatInterval, formatMetric, formatP, plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { isDefined } from './defined.ts'

const ALPHA = 0.05
const differs = ({ adjustedPValue }: Segment): boolean => adjustedPValue !== null && adjustedPValue <= ALPHA

/** Where the model does worse than elsewhere: the answer in a sentence, then every segment, worst first. */
export function SegmentsPart({ segments }: { readonly segments: SegmentsResult }) {
  const { items, metric, minimumRows, tooSmall, notDivided } = segments
  const worse = items.filter((item) => differs(item) && item.worse > 0)
  const measure = metric === 'accuracy' ? 'Accuracy' : 'Mean absolute error'
  const lead =
    items.length === 0
      ? `No value of a declared category has ${minimumRows} evaluated rows.`
      : worse.length === 0
        ? `No segment does significantly worse than the other rows with a value (false discovery rate 5 % over ${plural(items.length, 'segment')}).`
        : `${worse[0].column} ${worse[0].value} does worst; ${plural(worse.length, 'segment')} of ${items.length} significantly worse than the rest.`
  const left = [
    ...tooSmall.map(({ column, values, rows }) => `${plural(values, 'value')} of ${column} with fewer than ${minimumRows} rows (${formatCount(rows)} in all)`),
    ...notDivided.map(({ column, values, reason }) =>
      reason === 'too-many-columns' ? `${column}, beyond the first 12 columns` : `${column}, which has ${formatCount(values)} values`,
    ),
  ]
  return (
    <Section title="Segments" lead={lead}>
      {items.length === 0 ? null : (
        <Table
          caption="Segments"
          rows={items}
          rowKey={(row) => `${row.column} ${row.value}`}
          columns={[
            { header: 'Segment', cell: (row) => `${row.column} ${row.value}` },
            { header: 'n', kind: 'number', cell: (row) => formatCount(row.n) },
            { header: measure, kind: 'number', cell: (row) => (isDefined(row.measure) ? formatMetric(row.measure.value, 4) : '–') },
            {
              header: '95 % interval',
              kind: 'interval',
              cell: (row) => (isDefined(row.measure) ? formatInterval(row.measure.lower, row.measure.upper, 4) : null),
            },
            { header: 'Rest', kind: 'number', cell: (row) => formatMetric(row.rest, 4) },
            { header: 'Adjusted p', kind: 'number', cell: (row) => (row.adjustedPValue === null ? '–' : formatP(row.adjustedPValue)) },
            { header: 'Reading', cell: (row) => (differs(row) ? row.worse > 0 ? <b>Worse</b> : 'Better' : <span className="muted">Unclear</span>) },
          ]}
        />
      )}
      {left.length > 0 ? <p className="note">Not judged: {left.join('; ')}.</p> : null}
    </Section>
  )
}
