import type { Gate } from '#server/contracts/governance.ts'
import { State } from '../../ui/state.tsx'
import { stateOf } from '../../ui/states.ts'

/** What the newest drift evidence says. */
export function DriftMark({ gates }: { readonly gates: readonly Gate[] }) {
  const gate = gates.find((one) => one.kind === 'drift')
  return <State state={stateOf(gate?.evidenceId ? gate.measured : null)} />
}
