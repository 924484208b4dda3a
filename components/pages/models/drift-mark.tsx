import type { Gate } from '#server/contracts/governance.ts'
import { State } from '../../ui/state.tsx'
import { stateOf, states } from '../../ui/states.ts'
import { EvidenceLink } from '../evidence/evidence-link.tsx'

/** What the newest drift evidence about a version says. */
export function DriftMark({ gates }: { readonly gates: readonly Gate[] }) {
  const gate = gates.find((one) => one.kind === 'drift')
  const state = stateOf(gate?.evidenceId ? gate.measured : null)
  return <State state={state}>{gate?.evidenceId ? <EvidenceLink id={gate.evidenceId}>{states[state].word}</EvidenceLink> : undefined}</State>
}
