import type { VersionView } from '#server/contracts/registry.ts'
import { State } from '../../ui/state.tsx'
import type { StateName } from '../../ui/states.ts'

const LIFECYCLES: Record<VersionView['lifecycle'], readonly [state: StateName, word: string]> = {
  registered: ['draft', 'Registered'],
  'in-review': ['in-review', 'In review'],
  approved: ['approved', 'Approved'],
  live: ['serving', 'Live'],
  retired: ['retired', 'Retired'],
}

export function versionState({ status, lifecycle }: Pick<VersionView, 'status' | 'lifecycle'>): readonly [state: StateName, word: string] {
  if (lifecycle === 'retired') return LIFECYCLES.retired
  if (status === 'failed') return ['refused', 'Refused at intake']
  if (status === 'processing') return ['running', 'Intake running']
  if (status === 'pending') return ['waiting', 'No file yet']
  return LIFECYCLES[lifecycle]
}

/** Where a version is between its first bytes and its retirement. */
export function VersionState({ version }: { readonly version: Pick<VersionView, 'status' | 'lifecycle'> }) {
  const [state, word] = versionState(version)
  return <State state={state}>{word}</State>
}
