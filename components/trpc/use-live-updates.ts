import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Pages ask at most this often, however much happens. */
const PAUSE_MS = 1000

/**
 * Keeps what is shown true while others work: each time the log has grown, everything on the page is asked again. A page in
 * the background waits until it is looked at.
 */
export function useLiveUpdates(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource('/api/live')
    let first = true
    let changed = false
    let resting: ReturnType<typeof setTimeout> | null = null
    const ask = () => {
      if (!changed || resting !== null || document.hidden) return
      changed = false
      resting = setTimeout(() => {
        resting = null
        ask()
      }, PAUSE_MS)
      void client.invalidateQueries({}, { cancelRefetch: false })
    }
    source.addEventListener('changed', () => {
      // The page has just been made; later streams may have missed something in between.
      if (!first) changed = true
      first = false
      ask()
    })
    document.addEventListener('visibilitychange', ask)
    return () => {
      source.close()
      document.removeEventListener('visibilitychange', ask)
      if (resting !== null) clearTimeout(resting)
    }
  }, [client])
}
