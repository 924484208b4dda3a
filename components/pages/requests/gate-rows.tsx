import Link from 'next/link'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import type { Gate } from '#server/contracts/governance.ts'
import { GateList } from '../../ui/event-list.tsx'
import { State } from '../../ui/state.tsx'
import { stateOf } from '../../ui/states.ts'
import { gateBefore, gateTitle, worstFirst } from './request-words.ts'

interface GateRowsProps {
  readonly gates: readonly Gate[]
  /** How the gates of the live version stood when it was approved, where a page compares. */
  readonly comparison?: RequestComparison
}

/** Gates worst first: state, the sentence with its numbers, how it stood for the live version where that differs, the evidence it was read from. */
export function GateRows({ gates, comparison }: GateRowsProps) {
  return (
    <GateList
      entries={worstFirst(gates).map((gate) => ({
        id: gate.name,
        state: <State state={stateOf(gate.state)} />,
        name: gateTitle(gate),
        detail: (
          <>
            {gate.detail} {comparison ? gateBefore(gate, comparison) : null} {gate.blocks ? <span className="strong c-fail nw">Blocks approval</span> : null}
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
