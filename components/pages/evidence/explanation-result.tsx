import type { EvidenceView } from '#server/contracts/evidence.ts'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { CohortsPart } from './cohorts-part.tsx'
import { ExplanationMethod } from './explanation-method.tsx'
import { FeatureEffects } from './feature-effects.tsx'
import { ImportanceFigure } from './importance-figure.tsx'
import { InteractionsPart } from './interactions-part.tsx'
import { resultOf } from './typed-result.ts'

const SPACES: Record<string, string> = { margin: 'log-odds of the decision class', 'log-odds': 'log-odds of the decision class', output: 'the output itself' }

/** Features by how far they move the score on average, how they act, together and in parts of the rows, and how it was computed. */
export function ExplanationResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'explanation')
  return (
    <>
      <Section
        title="What moves the score"
        lead={`Mean absolute contribution with its 95 % interval, in ${SPACES[result.space] ?? result.space}, over ${formatCount(result.sampleRows)} rows.`}
      >
        <ImportanceFigure features={result.features} />
      </Section>
      <FeatureEffects dependence={result.dependence} partialDependence={result.partialDependence} />
      <InteractionsPart interactions={result.interactions ?? []} />
      <CohortsPart cohorts={result.cohorts ?? []} />
      <ExplanationMethod result={result} />
    </>
  )
}
