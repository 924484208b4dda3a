'use client'

import type { EvidenceView } from '#server/contracts/evidence.ts'
import { UNDEFINED_REASONS, type Measure } from '#server/kernel/numbers/measure.ts'
import type { MulticlassResult } from '#server/kernel/performance/performance-result.ts'
import { ClassMatrix } from './class-matrix.tsx'
import { isDefined } from './defined.ts'
import { formatCount, formatInterval, formatMetric, plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { BinaryFigures } from './binary-figures.tsx'
import { coverageWords, EstimatedPart } from './estimated-part.tsx'
import { methodWords } from './method-words.ts'
import { byMetric, metricTitle } from '#server/contracts/metric-titles.ts'
import { RegressionFigures } from './regression-figures.tsx'
import { SegmentsPart } from './segments-part.tsx'
import { resultOf } from './typed-result.ts'

const valueOf = (measure: Measure) => (isDefined(measure) ? formatMetric(measure.value, 4) : <span className="num-miss">–</span>)
const intervalOf = (measure: Measure) => (isDefined(measure) ? formatInterval(measure.lower, measure.upper, 4) : null)
const noteOf = (measure: Measure): string => (isDefined(measure) ? methodWords(measure.method) : (UNDEFINED_REASONS[measure.undefined] ?? measure.undefined))

/** Each measure with its interval and how it was computed, then the curves. */
export function PerformanceResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'performance')
  const metrics = Object.entries(result.metrics).toSorted(([a], [b]) => byMetric(a, b))
  const left = [
    result.unlabelled > 0 ? `${plural(result.unlabelled, 'row')} without truth` : null,
    result.unscored > 0 ? `${plural(result.unscored, 'row')} without a score` : null,
  ].filter((part) => part !== null)
  return (
    <>
      <Section
        title="Measures"
        lead={`${plural(result.n, 'row')} with a known truth${left.length > 0 ? `; left out: ${left.join(', ')}` : ''}.${result.coverage ? ` ${coverageWords(result.coverage)}` : ''}`}
      >
        <Table
          caption="Measures"
          rows={metrics}
          rowKey={([name]) => name}
          columns={[
            { header: 'Measure', cell: ([name]) => metricTitle(name) },
            { header: 'Value', kind: 'number', cell: ([, measure]) => valueOf(measure) },
            { header: '95 % interval', kind: 'interval', cell: ([, measure]) => intervalOf(measure) },
            { header: 'How', cell: ([, measure]) => <span className="muted">{noteOf(measure)}</span> },
          ]}
        />
      </Section>
      {result.estimated ? <EstimatedPart estimated={result.estimated} measured={result.metrics} /> : null}
      {result.task === 'binary' ? <BinaryFigures result={result} /> : null}
      {result.task === 'multiclass' ? <ClassesPart result={result} /> : null}
      {result.task === 'regression' ? <RegressionFigures result={result} /> : null}
      {result.segments ? <SegmentsPart segments={result.segments} /> : null}
    </>
  )
}

function ClassesPart({ result }: { readonly result: MulticlassResult }) {
  return (
    <Section title="Classes" lead="Of each class: how many there are, and how well it is found.">
      <ClassMatrix confusion={result.confusion} />
      <div className="mt6" />
      <Table
        caption="Classes"
        rows={result.classes}
        rowKey={(row) => row.class}
        columns={[
          { header: 'Class', cell: (row) => row.class },
          { header: 'n', kind: 'number', cell: (row) => formatCount(row.n) },
          { header: 'Decided so', kind: 'number', cell: (row) => formatCount(row.predicted) },
          { header: 'Precision', kind: 'number', cell: (row) => valueOf(row.precision) },
          { header: '95 % interval', kind: 'interval', cell: (row) => intervalOf(row.precision) },
          { header: 'Recall', kind: 'number', cell: (row) => valueOf(row.recall) },
          { header: '95 % interval', kind: 'interval', cell: (row) => intervalOf(row.recall) },
        ]}
      />
    </Section>
  )
}
