'use client'

import type { RowExplanation } from '#server/contracts/serving.ts'
import { Figure } from '../../charts/figure.tsx'
import { Waterfall } from '../../charts/waterfall.tsx'
import { formatMetric } from '../../ui/format.ts'
import { explanationCaption, explanationTwin, linkOf } from './explanation-words.ts'
import { valueWords } from './prediction-values.ts'

interface ExplanationFigureProps {
  readonly explanation: RowExplanation
  /** Of what row: "row 0", "the changed row". */
  readonly of: string
  readonly threshold: number | null
  readonly csvName: string
}

/** How the score of one row came about, from the average row to this one. */
export function ExplanationFigure({ explanation, of, threshold, csvName }: ExplanationFigureProps) {
  const link = linkOf(explanation)
  const drawn = threshold !== null && (link === 'identity' || (threshold > 0 && threshold < 1))
  return (
    <Figure caption={explanationCaption(explanation)} twin={explanationTwin(explanation)} csvName={csvName}>
      <div className="scroll" tabIndex={0} role="group" aria-label={`How the score of ${of} came about`}>
        <Waterfall
          label={`The score of ${of}, from ${formatMetric(explanation.baseValue)} to ${formatMetric(explanation.margin)} in ${explanation.space}`}
          base={explanation.baseValue}
          contributions={explanation.attributions.map((attribution) => ({
            feature: attribution.feature,
            value: valueWords(attribution.value),
            contribution: attribution.contribution,
          }))}
          link={link}
          baseLabel="Average row"
          outputLabel="This row"
          words={['raises the score', 'lowers the score']}
          {...(drawn ? { threshold: { value: threshold, label: `positive from ${threshold}` } } : {})}
        />
      </div>
    </Figure>
  )
}
