'use client'

import { useId } from 'react'
import type { BinaryResult } from '#server/kernel/performance/performance-result.ts'
import { Button } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { formatInterval, formatMetric, formatPercent, formatPoints } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { ConfusionMatrix } from './confusion-matrix.tsx'
import { isDefined } from './defined.ts'
import { lookedAt, measuresOf, nearestStep } from './threshold-measures.ts'

interface ThresholdPartProps {
  readonly result: BinaryResult
  /** Which step of the threshold table is looked at. */
  readonly step: number
  readonly onStep: (step: number) => void
}

/** What another threshold would decide on the same rows, counted again in the browser. */
export function ThresholdPart({ result, step, onStep }: ThresholdPartProps) {
  const id = useId()
  const { thresholds, threshold, confusion } = result
  const home = nearestStep(thresholds, threshold)
  const looked = lookedAt(result, step)
  if (!looked) return null
  const inForce = step === home
  const at = looked.threshold
  const before = measuresOf(confusion)
  const words = `${formatMetric(at, 3)}: ${formatPercent(looked.decidedPositive)} decided positive${inForce ? ', in force' : ''}`
  return (
    <Section
      title="Threshold"
      lead={`Decided positive from a score of ${formatMetric(threshold)} on. Move it to see what another would have decided; setting it is a new version.`}
    >
      <div style={{ maxWidth: '40rem' }}>
        <label className="lbl" htmlFor={id}>
          Threshold looked at
        </label>
        <input
          id={id}
          className="range"
          type="range"
          min={0}
          max={thresholds.length - 1}
          step={1}
          value={step}
          aria-valuetext={words}
          onChange={(event) => onStep(Number(event.target.value))}
        />
        <div className="row mt2">
          <output htmlFor={id} className="small">
            {words}
          </output>
          {inForce ? null : (
            <Button size="small" onClick={() => onStep(home)}>
              Back to {formatMetric(threshold)}
            </Button>
          )}
        </div>
      </div>
      <div className="mt4" />
      <Columns layout="even">
        <ConfusionMatrix confusion={looked} caption={`Truth and decision at ${formatMetric(at, 3)}`} />
        <Table
          caption={`Measures at the threshold ${formatMetric(at, 3)}`}
          compact
          rows={measuresOf(looked)}
          rowKey={(one) => one.name}
          columns={[
            { header: 'Measure', cell: (one) => one.name },
            {
              header: 'Here',
              kind: 'number',
              cell: ({ measure }) => (isDefined(measure) ? formatMetric(measure.value, 3) : <span className="num-miss">–</span>),
            },
            { header: '95 % interval', kind: 'interval', cell: ({ measure }) => (isDefined(measure) ? formatInterval(measure.lower, measure.upper, 3) : null) },
            {
              header: 'Against in force',
              kind: 'number',
              cell: ({ name, measure }) => {
                const held = before.find((one) => one.name === name)?.measure
                return held && isDefined(held) && isDefined(measure) ? formatPoints(measure.value - held.value) : null
              },
            },
          ]}
        />
      </Columns>
    </Section>
  )
}
