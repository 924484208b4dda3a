'use client'

import { useSyncExternalStore } from 'react'

/** When this browser last showed the inbox; what came later is new. */

const KEY = 'countersign-inbox-seen'
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const read = (): string => window.localStorage.getItem(KEY) ?? ''

/** The moment as an ISO string, '' when it was never shown; null before the browser is asked. */
export const useInboxSeen = (): string | null => useSyncExternalStore(subscribe, read, () => null)

export function markInboxSeen(at: string): void {
  window.localStorage.setItem(KEY, at)
  for (const listener of listeners) listener()
}
