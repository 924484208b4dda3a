import type { ProductionView } from '#server/contracts/standing.ts'
import type { Fact } from '../../ui/key-value.tsx'
import { State } from '../../ui/state.tsx'
import { stateOf } from '../../ui/states.ts'
import { EvidenceLink } from '../evidence/evidence-link.tsx'
import { windowName } from '../windows/window-words.ts'
import { driftWords, performanceWords } from './production-words.ts'
import type { Drift, Performance } from './production-words.ts'

/** Drift in the newest week, day or hour of production, with its evidence. */
export function ProductionDrift({ drift }: { readonly drift: Drift | null | undefined }) {
  if (!drift) return <span className="num-miss">–</span>
  return (
    <State state={stateOf(drift.verdict)}>
      <EvidenceLink id={drift.evidenceId} about={`drift, ${windowName(drift)}`}>
        {driftWords(drift)}
      </EvidenceLink>
    </State>
  )
}

/** The measure of the newest labelled window, with its evidence. */
export function ProductionPerformance({ performance }: { readonly performance: Performance | null | undefined }) {
  if (!performance) return <span className="num-miss">–</span>
  return (
    <EvidenceLink id={performance.evidenceId} about={`performance, ${windowName(performance)}`}>
      {performanceWords(performance)}
    </EvidenceLink>
  )
}

/** Facts at the top of a page about a model or version that is live. */
export const productionFacts = (production: ProductionView | null | undefined): Fact[] => [
  ...(production?.drift ? [{ label: `Drift, ${windowName(production.drift)}`, value: <ProductionDrift drift={production.drift} /> }] : []),
  ...(production?.performance
    ? [{ label: `In production, ${windowName(production.performance)}`, value: <ProductionPerformance performance={production.performance} /> }]
    : []),
]
