import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { askAgain } from './ask-again.ts'
import { keepLive } from './live-stream.ts'
import { useTRPC } from './trpc.ts'

/** Keeps what is shown true while others work: each time the log has grown, everything on the page is asked again. */
export function useLiveUpdates(): void {
  const client = useQueryClient()
  const trpc = useTRPC()
  useEffect(() => {
    const { look, stop } = keepLive({
      open: () => new EventSource('/api/live'),
      hidden: () => document.hidden,
      onChange: () => askAgain(client),
      // Whether the session has ended is told by the answer, to whoever handles that for every query.
      onRefused: () => void client.fetchQuery({ ...trpc.identity.getMe.queryOptions({}), staleTime: 0 }).catch(() => undefined),
    })
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      stop()
    }
  }, [client, trpc])
}
