'use client'

import { useSyncExternalStore } from 'react'

/** When this browser last showed a person their inbox; what came later is new. */

const keyOf = (person: string) => `countersign-inbox-seen:${person}`
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** The moment as an ISO string, '' when it was never shown to this person; null before the browser is asked. */
export const useInboxSeen = (person: string): string | null =>
  useSyncExternalStore(
    subscribe,
    () => window.localStorage.getItem(keyOf(person)) ?? '',
    () => null,
  )

export function markInboxSeen(person: string, at: string): void {
  window.localStorage.setItem(keyOf(person), at)
  for (const listener of listeners) listener()
}
