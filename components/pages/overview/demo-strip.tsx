'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/trpc.ts'
import { Progress } from '../../ui/progress.tsx'

const POLL_MS = 2000

/** How far the demo is while it fills in, which no event of the log tells; nothing before and after. */
export function DemoStrip() {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery({
    ...trpc.installation.getDemoProgress.queryOptions({}),
    refetchInterval: (query) => (query.state.data?.filling ? POLL_MS : false),
  })
  if (!data.filling) return null
  const { done, total, step } = data.filling
  return (
    <section className="sec" aria-label="The demo fills in">
      <Progress label={`The demo fills in: ${step}`} value={done} max={total} detail={`${done} of ${total} steps`} />
      <p className="note">What is there already can be used. Every number is measured here and now, by the workers of this installation.</p>
    </section>
  )
}
