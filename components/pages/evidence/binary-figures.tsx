'use client'

import { useState } from 'react'
import type { BinaryResult } from '#server/kernel/performance/performance-result.ts'
import { Columns } from '../../ui/columns.tsx'
import { formatMetric } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { CalibrationGaps } from './calibration-gaps.tsx'
import { LiftFigure } from './lift-figure.tsx'
import { CalibrationFigure } from './calibration-figure.tsx'
import { PrecisionRecallFigure, RocFigure } from './ranking-figures.tsx'
import { lookedAt, nearestStep } from './threshold-measures.ts'
import { ThresholdFigure } from './threshold-figure.tsx'
import { ThresholdPart } from './threshold-part.tsx'

/** What each threshold would decide, then ranking, precision and recall, calibration; the threshold looked at is marked on all. */
export function BinaryFigures({ result }: { readonly result: BinaryResult }) {
  const { curves, thresholds } = result
  const [step, setStep] = useState(() => nearestStep(thresholds, result.threshold))
  const looked = lookedAt(result, step)
  return (
    <>
      <ThresholdPart result={result} step={step} onStep={setStep} />
      <Columns layout="even">
        <Section title="Ranking">
          <RocFigure result={result} looked={looked} />
        </Section>
        <Section title="Precision and recall">
          <PrecisionRecallFigure result={result} looked={looked} />
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
          {result.calibration ? <CalibrationGaps calibration={result.calibration} /> : null}
        </Section>
        <Section title="All thresholds">
          <ThresholdFigure rows={thresholds} looked={looked} />
        </Section>
        {result.lift && result.lift.length > 0 ? (
          <Section title="Lift">
            <LiftFigure lift={result.lift} />
          </Section>
        ) : null}
      </Columns>
    </>
  )
}
