'use client'

import type { InteractionStrength } from '#server/kernel/explain/explanation-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { IntervalBars } from '../../charts/interval-bars.tsx'
import { formatMetric, formatSigned } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

/** Pairs of features whose contributions depend on each other. */
export function InteractionsPart({ interactions }: { readonly interactions: readonly InteractionStrength[] }) {
  const [first] = interactions
  if (!first) return null
  return (
    <Section title="Interactions" lead="Exact: how much of the score two features move only together.">
      <Figure
        caption={`${first.a} and ${first.b} act together most, ${formatMetric(first.meanAbsolute)} on average.`}
        csvName="interactions"
        twin={{
          caption: 'Pairs by mean absolute interaction',
          columns: [{ label: 'Feature' }, { label: 'With' }, { label: 'Mean absolute', kind: 'number' }, { label: 'Mean, signed', kind: 'number' }],
          rows: interactions.map((pair) => [pair.a, pair.b, formatMetric(pair.meanAbsolute), formatSigned(pair.mean)]),
          csv: interactions.map((pair) => [pair.a, pair.b, pair.meanAbsolute, pair.mean]),
        }}
      >
        <IntervalBars
          label="Pairs by mean absolute interaction"
          measure="mean absolute interaction"
          labels={300}
          bars={interactions.map((pair) => ({ label: `${pair.a} × ${pair.b}`, value: pair.meanAbsolute, note: `${formatSigned(pair.mean)} on average` }))}
        />
      </Figure>
    </Section>
  )
}
