'use client'

import type { VersionView } from '#server/contracts/registry.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { blockingOf, missingOf } from '../requests/request-words.ts'
import { AssessDialog } from './assess-dialog.tsx'
import type { VersionStanding } from './version-standing.ts'

interface VersionActionsProps {
  readonly held: VersionView
  readonly team: string
  readonly standing: VersionStanding
}

/** What comes next for this version: the one primary action, and measuring it again. */
export function VersionActions({ held, team, standing }: VersionActionsProps) {
  const requestBlocked = usePermission('request:open', team)
  const deployBlocked = usePermission('deployment:write', team)
  const base = `/models/${held.model}/versions/${held.version}`
  if (held.lifecycle === 'retired') return null
  if (held.status === 'failed')
    return (
      <LinkButton variant="primary" href={`/models/${held.model}/versions/new`}>
        Register a version
      </LinkButton>
    )
  if (held.status !== 'ready') return null
  const open = standing.request?.state === 'open'
  const approved = standing.grant?.state === 'live'
  return (
    <>
      {deployBlocked === null && !approved && !standing.liveSince ? (
        <Button blocked={`No grant yet: ${waitsFor(standing)}`} reason="below">
          Deploy v{held.version}
        </Button>
      ) : null}
      <AssessDialog held={held} team={team} />
      {open ? (
        <LinkButton variant="primary" href={`/requests/${standing.request?.id}`}>
          Open request
        </LinkButton>
      ) : approved && !standing.liveSince ? (
        <Act
          href={`/deployments/new?model=${encodeURIComponent(held.model)}&version=${held.version}`}
          blocked={deployBlocked}
          label={`Deploy v${held.version}`}
        />
      ) : (
        <Act href={`${base}/request`} blocked={requestBlocked} label={approved ? 'Request renewal' : 'Request approval'} />
      )}
    </>
  )
}

/** What has to happen before there is a grant to deploy under. */
function waitsFor({ request }: VersionStanding): string {
  if (request?.state !== 'open') return 'ask for approval first'
  return blockingOf(request.gates).length > 0 ? 'its request cannot be approved' : (missingOf(request) ?? 'its request is open')
}

function Act({ href, blocked, label }: { readonly href: string; readonly blocked: string | null; readonly label: string }) {
  if (blocked)
    return (
      <Button variant="primary" blocked={blocked} reason="below">
        {label}
      </Button>
    )
  return (
    <LinkButton variant="primary" href={href}>
      {label}
    </LinkButton>
  )
}
