'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/trpc.ts'
import { FirstRun } from './first-run.tsx'
import { LivePart } from './live-part.tsx'
import { FIRST_DEPLOYMENT } from './shown.ts'

/** The guide until something was deployed for the first time, and the empty table afterwards; while the demo fills in, it leads the way. */
export function NothingLive({ now }: { readonly now: string }) {
  const trpc = useTRPC()
  const { data: deployed } = useSuspenseQuery(trpc.ledger.listAuditEvents.queryOptions(FIRST_DEPLOYMENT))
  const { data: demo } = useSuspenseQuery(trpc.installation.getDemoProgress.queryOptions({}))
  if (demo.filling) return null
  return deployed.items.length === 0 ? <FirstRun /> : <LivePart rows={[]} now={now} />
}
