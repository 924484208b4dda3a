import Link from 'next/link'
import type { Gate } from '#server/contracts/governance.ts'
import { GateList } from '../../ui/event-list.tsx'
import { State } from '../../ui/state.tsx'
import { stateOf } from '../../ui/states.ts'
import { gateTitle, worstFirst } from './request-words.ts'

/** Gates worst first: state, the sentence with its numbers, the evidence it was read from. */
export function GateRows({ gates }: { readonly gates: readonly Gate[] }) {
  return (
    <GateList
      entries={worstFirst(gates).map((gate) => ({
        id: gate.name,
        state: <State state={stateOf(gate.state)} />,
        name: gateTitle(gate),
        detail: (
          <>
            {gate.detail} {gate.blocks ? <span className="strong c-fail nw">Blocks approval</span> : null}
          </>
        ),
        aside: gate.evidenceId ? (
          <Link href={`/evidence/${gate.evidenceId}`} aria-label={`Evidence of ${gateTitle(gate)}`}>
            Evidence
          </Link>
        ) : (
          'No evidence'
        ),
      }))}
    />
  )
}
