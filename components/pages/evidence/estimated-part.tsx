import type { EstimatedBinary, SampledEstimate } from '#server/kernel/estimation/estimate-binary.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { formatCount, formatInterval, formatMetric, formatPercent, formatSigned } from '../../ui/format.ts'
import { formatInstant } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { isDefined } from './defined.ts'
import { whyWords } from './fairness-words.ts'
import { byMetric, metricTitle } from '#server/contracts/metric-titles.ts'

/** How far labels have come in a window of production. */
export interface Coverage {
  readonly rows: number
  readonly labelled: number
  readonly share: number
  /** Share of rows old enough to be labelled; null while no label is known. */
  readonly mature: number | null
  readonly matureAt: string | null
}

/** "100 of 300 rows are labelled (33.3 %) …": what a figure of this window rests on. */
export const coverageWords = ({ rows, labelled, share, mature, matureAt }: Coverage): string =>
  `${formatCount(labelled)} of ${formatCount(rows)} rows are labelled (${formatPercent(share)})${mature === null ? '' : `; ${formatPercent(mature, 0)} are old enough to be${matureAt === null ? '' : `, all of them on ${formatInstant(matureAt)}`}`}.`

/** A measure expected of a window; `control`: where windows of the reference stayed, and whether it left that. */
type Expected = Measure & Pick<SampledEstimate, 'control'>
export type Estimated = { readonly metrics: Readonly<Record<string, Expected>> } & Partial<Pick<EstimatedBinary, 'referenceRows' | 'calibrated'>>

interface EstimatedPartProps {
  readonly estimated: Estimated
  readonly measured: Readonly<Record<string, Measure>>
}

/** What was to be expected before labels came, beside what the labels say. It cannot see that the world changed for the same inputs. */
export function EstimatedPart({ estimated, measured }: EstimatedPartProps) {
  const names = Object.keys(estimated.metrics).toSorted(byMetric)
  const basis = estimated.referenceRows === undefined ? '' : ` from ${formatCount(estimated.referenceRows)} labelled rows of the reference`
  return (
    <Section
      title="Expected before labels"
      lead={`Estimated from the scores alone${basis}${estimated.calibrated ? ', recalibrated' : ''}. An estimate does not see when the same inputs come to mean something else.`}
    >
      <Table
        caption="Expected and measured"
        compact
        rows={names}
        rowKey={(name) => name}
        columns={[
          { header: 'Measure', cell: (name) => metricTitle(name) },
          { header: 'Expected', kind: 'number', cell: (name) => value(estimated.metrics[name]) },
          { header: 'Band', kind: 'interval', cell: (name) => interval(estimated.metrics[name]) ?? whyWords(estimated.metrics[name]) },
          { header: 'Usual', kind: 'interval', cell: (name) => usual(estimated.metrics[name]) },
          { header: 'Measured', kind: 'number', cell: (name) => value(measured[name]) },
          { header: 'Measured minus expected', kind: 'number', cell: (name) => difference(measured[name], estimated.metrics[name]) },
        ]}
      />
    </Section>
  )
}

const value = (measure: Measure | undefined) => (measure && isDefined(measure) ? formatMetric(measure.value, 3) : <span className="num-miss">–</span>)
const interval = (measure: Measure | undefined) => (measure && isDefined(measure) ? formatInterval(measure.lower, measure.upper, 3) : null)
const difference = (a: Measure | undefined, b: Measure | undefined) => (a && b && isDefined(a) && isDefined(b) ? formatSigned(a.value - b.value, 3) : null)
/** Where the measure stayed over windows of the reference; bold where the estimate has left that. */
function usual({ control }: Expected) {
  if (!control) return null
  const words = formatInterval(control.lower, control.upper, 3)
  return control.alarm ? <b>left {words}</b> : words
}
