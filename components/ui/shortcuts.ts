'use client'

import { useEffect, useId, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** One key ("j", "/", "Escape") or a sequence of two ("g o"). */
  readonly keys: string
  readonly label: string
  readonly group: string
  readonly run: () => void
}

const storageKey = 'countersign-single-keys'
const sequenceTimeout = 1000
const registered = new Map<string, readonly Shortcut[]>()
const listeners = new Set<() => void>()
let snapshot: readonly Shortcut[] = []
let enabled: boolean | null = null
let pending = ''
let pendingSince = 0

const nothing: readonly Shortcut[] = []

function changed() {
  snapshot = [...registered.values()].flat()
  for (const listener of listeners) listener()
}

function isEnabled() {
  enabled ??= window.localStorage.getItem(storageKey) !== 'off'
  return enabled
}

function inField(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="menu"], [role="dialog"], [role="alertdialog"]') !== null
}

function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || inField(event.target) || !isEnabled()) return
  const sequence = pending && event.timeStamp - pendingSince < sequenceTimeout ? `${pending} ${event.key}` : event.key
  const last = (keys: string) => snapshot.findLast((shortcut) => shortcut.keys === keys)
  const match = last(sequence) ?? last(event.key)
  pending = ''
  if (match) {
    event.preventDefault()
    match.run()
  } else if (snapshot.some((shortcut) => shortcut.keys.startsWith(`${event.key} `))) {
    pending = event.key
    pendingSince = event.timeStamp
  }
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) window.addEventListener('keydown', onKey)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('keydown', onKey)
  }
}

/**
 * Registers single-key shortcuts while the component is mounted; they act only outside fields and overlays.
 * Of two with the same keys the one mounted later wins.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]) {
  const id = useId()
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const signature = shortcuts.map((shortcut) => `${shortcut.keys}\t${shortcut.label}`).join('\n')
  useEffect(() => {
    const entries = latest.current.map((shortcut, i) => ({ ...shortcut, run: () => latest.current[i]?.run() }))
    registered.set(id, entries)
    const unsubscribe = subscribe(() => {})
    changed()
    return () => {
      registered.delete(id)
      unsubscribe()
      changed()
    }
  }, [id, signature])
}

/** All shortcuts that act now, for the cheat sheet. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(
    subscribe,
    () => snapshot,
    () => nothing,
  )
}

/** Whether single keys act at all; some people's speech input types letters. */
export function useSingleKeys(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, isEnabled, () => true)
  const set = (next: boolean) => {
    enabled = next
    window.localStorage.setItem(storageKey, next ? 'on' : 'off')
    changed()
  }
  return [on, set]
}
