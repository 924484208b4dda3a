'use client'

import { useQuery } from '@tanstack/react-query'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Banner } from '../../ui/banner.tsx'
import { LinkButton } from '../../ui/button.tsx'

interface SupersededProps {
  readonly than: string
  readonly newest: string | undefined
  /** Why the newer one matters. */
  readonly reads: string
}

/** Says that newer evidence of the kind exists, and opens it. */
export function Superseded({ than, newest, reads }: SupersededProps) {
  if (!newest || newest === than) return null
  return (
    <div className="mt6">
      <Banner
        state="stale"
        title="Superseded"
        action={
          <LinkButton size="small" href={`/evidence/${newest}`}>
            Open the newest
          </LinkButton>
        }
      >
        Newer evidence of this kind exists; {reads}.
      </Banner>
    </div>
  )
}

/** The same for evidence about a window of production: what counts there is the window’s newest revision. */
export function SupersededInWindow({ evidence, window }: { readonly evidence: EvidenceView; readonly window: string }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.monitoring.getWindow.queryOptions({ window }))
  return (
    <Superseded than={evidence.id} newest={data?.evidence.find((one) => one.kind === evidence.kind)?.id} reads="rows or labels of this window came later" />
  )
}
