'use client'

import type { ExplanationSummary } from '#server/kernel/explain/summarise-explanation.ts'
import { Figure } from '../../charts/figure.tsx'
import { IntervalBars } from '../../charts/interval-bars.tsx'
import { formatInterval, formatMetric, formatSigned } from '../../ui/format.ts'

const DRAWN = 24

type Feature = ExplanationSummary['features'][number]

/** "1", "2–4": between which places the feature lies when the rows are drawn again. */
const rankWords = ({ rankLower, rankUpper }: Feature): string =>
  rankLower === undefined || rankUpper === undefined ? '–' : rankLower === rankUpper ? `${rankLower}` : `${rankLower}–${rankUpper}`

/** Features by how far they move the score on average, with the interval of that mean over rows like these. */
export function ImportanceFigure({ features }: { readonly features: ExplanationSummary['features'] }) {
  const [first, second] = features
  const apart = first && second && first.lower > second.upper
  const lead = first
    ? `${first.feature} moves the score most${second ? (apart ? `, clearly before ${second.feature}` : `; ${second.feature} may move it as much`) : ''}.`
    : ''
  const rest = features.length - DRAWN
  return (
    <Figure
      caption={`${lead}${rest > 0 ? ` The first ${DRAWN} of ${features.length} are drawn; the table has all.` : ''}`}
      csvName="importance"
      twin={{
        caption: 'Features by mean absolute contribution',
        columns: [
          { label: 'Feature' },
          { label: 'Mean absolute', kind: 'number' },
          { label: '95 % interval', kind: 'interval' },
          { label: 'Mean, signed', kind: 'number' },
          { label: 'Rank in 95 % of resamples', kind: 'number' },
          { label: 'Without interactions', kind: 'number' },
        ],
        rows: features.map((row) => [
          row.feature,
          formatMetric(row.meanAbsoluteContribution),
          formatInterval(row.lower, row.upper),
          formatSigned(row.meanContribution),
          rankWords(row),
          formatMetric(row.meanAbsoluteMainEffect),
        ]),
        csv: features.map((row) => [
          row.feature,
          row.meanAbsoluteContribution,
          `${row.lower} to ${row.upper}`,
          row.meanContribution,
          rankWords(row),
          row.meanAbsoluteMainEffect ?? null,
        ]),
      }}
    >
      <IntervalBars
        label="Features by mean absolute contribution"
        measure="mean absolute contribution"
        bars={features.slice(0, DRAWN).map((row) => ({
          label: row.feature,
          value: row.meanAbsoluteContribution,
          lower: row.lower,
          upper: row.upper,
          note: row.meanContribution === undefined ? undefined : `${formatSigned(row.meanContribution)} on average`,
        }))}
      />
    </Figure>
  )
}
