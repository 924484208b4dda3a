'use client'

import type { DeploymentView } from '#server/contracts/serving.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn, TablePager } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { grantStateWords } from './deployment-words.ts'

const ENDS: Record<DeploymentView['state'], string> = { active: 'Serving', superseded: 'Replaced', stopped: 'Stopped' }

function StateNow({ deployment }: { readonly deployment: DeploymentView }) {
  if (deployment.state !== 'active') return <State state="retired">{ENDS[deployment.state]}</State>
  return deployment.grantState === 'live' ? <State state="serving" /> : <State state="refused" />
}

const columns: readonly DataColumn<DeploymentView>[] = [
  {
    id: 'model',
    header: 'Version',
    value: (deployment) => `${deployment.model} v${deployment.version}`,
    sort: false,
  },
  {
    id: 'state',
    header: 'State',
    value: (deployment) => ENDS[deployment.state],
    cell: (deployment) => <StateNow deployment={deployment} />,
    sort: false,
    nowrap: true,
  },
  {
    id: 'grant',
    header: 'Its grant now',
    value: (deployment) => deployment.grantState,
    cell: (deployment) => {
      const { state, word } = grantStateWords(deployment.grantState, deployment.grantExpiresAt)
      return <State state={state}>{word}</State>
    },
    sort: false,
    nowrap: true,
  },
  {
    id: 'from',
    header: 'From',
    value: (deployment) => deployment.createdAt,
    cell: (deployment) => <Time at={deployment.createdAt} />,
    sort: false,
    nowrap: true,
  },
  {
    id: 'to',
    header: 'To',
    value: (deployment) => deployment.endedAt,
    cell: (deployment) => (deployment.endedAt ? <Time at={deployment.endedAt} /> : 'now'),
    sort: false,
    nowrap: true,
  },
]

interface EndedTableProps {
  readonly caption: string
  readonly deployments: readonly DeploymentView[]
  readonly currentKey?: string
  readonly pager?: TablePager | undefined
  readonly empty: string
}

/** Deployments over time, the newest first. */
export function EndedTable({ caption, deployments, currentKey, pager, empty }: EndedTableProps) {
  return (
    <DataTable
      caption={caption}
      noun={['deployment', 'deployments']}
      columns={columns}
      rows={deployments}
      rowKey={(deployment) => deployment.id}
      rowHref={(deployment) => `/deployments/${deployment.id}`}
      selectedKey={currentKey ?? null}
      urlKey="ended"
      server={pager !== undefined}
      plain
      pager={pager}
      empty={<Empty title={empty} />}
    />
  )
}
