'use client'

import { parseAsString, useQueryState } from 'nuqs'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import type { FeatureDrift } from '#server/kernel/drift/drift-result.ts'
import { Field } from '../../ui/field.tsx'
import { formatPercent, plural } from '../../ui/format.ts'
import { Select } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import { stateOf, states, type StateName } from '../../ui/states.ts'
import { DriftFeature } from './drift-feature.tsx'
import { DriftOverWindows } from './drift-over-windows.tsx'
import { DriftMultivariate } from './drift-multivariate.tsx'
import { DriftRanking, driftRank } from './drift-ranking.tsx'
import { resultOf } from './typed-result.ts'

const VERDICTS: readonly StateName[] = ['drift', 'not-enough-data', 'too-small-to-matter', 'stable']

/** "1 drift · 3 too small to matter · 11 stable." */
function countsOf(features: readonly FeatureDrift[]): string {
  const counted = VERDICTS.map((verdict) => ({ verdict, count: features.filter((one) => stateOf(one.verdict) === verdict).length }))
  return counted
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${states[verdict].word.toLowerCase()}`)
    .join(' · ')
}

/** Each feature with its verdict, worst first, and the two distributions and all tests of one. */
export function DriftResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'drift')
  const ranked = result.features.toSorted((a, b) => driftRank(a) - driftRank(b))
  const [chosen, choose] = useQueryState('feature', parseAsString.withOptions({ history: 'replace', scroll: false }))
  const feature = ranked.find((one) => one.feature === chosen) ?? ranked[0]
  const { alpha = 0.05, psiFloor = 0.1, movedShareFloor = 0.1, minimumRows = 30 } = result.parameters ?? {}
  return (
    <>
      <Section
        title="Features by size of change"
        lead={`${countsOf(ranked)}. Drift is a change that is significant (false discovery rate ${alpha}) and large enough to matter: PSI ${psiFloor} beyond chance, dashed, or ${formatPercent(movedShareFloor, 0)} of rows moved; both sides need ${plural(minimumRows, 'value')}.`}
      >
        <DriftRanking features={ranked} floor={psiFloor} chosen={feature?.feature} hrefOf={(name) => `?feature=${encodeURIComponent(name)}#feature`} />
      </Section>
      {feature ? (
        <Section id="feature" title={feature.feature} lead="Reference filled, evaluated rows outlined; shares of the rows with a value.">
          <div style={{ maxWidth: '18rem' }}>
            <Field label="Feature">
              <Select
                value={feature.feature}
                onChange={(event) => void choose(event.target.value)}
                options={ranked.map((row) => ({ value: row.feature, label: `${row.feature}, ${states[stateOf(row.verdict)].word.toLowerCase()}` }))}
              />
            </Field>
          </div>
          <div className="mt4" />
          <DriftFeature feature={feature} />
        </Section>
      ) : null}
      {result.outputs?.features.map((output) => (
        <Section key={output.feature} title={output.feature} lead="What the model answered, against its answers on the reference.">
          <DriftFeature feature={output} />
        </Section>
      ))}
      {result.multivariate ? <DriftMultivariate multivariate={result.multivariate} /> : null}
      {feature ? <DriftOverWindows evidence={evidence} feature={feature.feature} floor={psiFloor} /> : null}
    </>
  )
}
