'use client'

import Link from 'next/link'
import type { RequestView } from '#server/contracts/governance.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Id } from '../../ui/digest.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Panel } from '../../ui/panel.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { RevokeButton } from '../deployments/revoke-button.tsx'
import { grantStateWords } from '../deployments/deployment-words.ts'
import { requestState } from './request-words.ts'

interface SettledPanelProps {
  readonly request: RequestView
  readonly grant: Outputs['governance']['getGrant'] | null
  readonly team: string
  /** The deployment that serves under this grant, if there is one. */
  readonly deploymentId: string | null
  /** Who withdrew it and why, as the log has it. */
  readonly withdrawn: { readonly by: string; readonly reason: string } | null
}

/** What came of a request that is closed: the grant and the way on. */
export function SettledPanel({ request, grant, team, deploymentId, withdrawn }: SettledPanelProps) {
  const barred = usePermission('deployment:write', team)
  return (
    <Panel title="Decided">
      <p className="mt2">
        <State state={requestState(request.state)} className="al" />{' '}
        <span className="small muted">
          <Time at={request.closedAt} form="absolute" />
        </span>
      </p>
      {withdrawn ? (
        <p className="small mt2">
          By {withdrawn.by}: “{withdrawn.reason}”
        </p>
      ) : null}
      {grant ? (
        <>
          <div className="mt4">
            <KeyValue
              items={[
                { label: 'Grant', value: <Id value={grant.id} /> },
                {
                  label: 'May serve',
                  value: <State state={grantStateWords(grant.state, grant.expiresAt).state}>{grantStateWords(grant.state, grant.expiresAt).word}</State>,
                },
                { label: 'Where', value: grant.environment },
                { label: 'Until', value: <Time at={grant.expiresAt} form="absolute" /> },
                ...(grant.revokedAt
                  ? [
                      {
                        label: 'Revoked',
                        value: (
                          <>
                            <Time at={grant.revokedAt} form="absolute" />: “{grant.revokeReason}”
                          </>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </div>
          {grant.state === 'live' ? (
            <div className="acts-row mt4">
              {deploymentId ? <Link href={`/deployments/${deploymentId}`}>It serves now</Link> : null}
              {deploymentId === null && barred === null ? (
                <LinkButton variant="primary" href={`/deployments/new?model=${request.model}&version=${request.version}`}>
                  Deploy v{request.version}
                </LinkButton>
              ) : null}
              <RevokeButton grant={grant} />
            </div>
          ) : null}
        </>
      ) : null}
    </Panel>
  )
}
