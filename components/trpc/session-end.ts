'use client'

import { useSyncExternalStore } from 'react'

/** What happens when the server no longer knows the session while a page is open. */

const typed = new Set<HTMLInputElement | HTMLTextAreaElement>()
const listeners = new Set<() => void>()
let asking = false
/** Whether the person has been told and stays: what asks by itself then fails without asking them again. */
let staying = false

const isText = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'file'].includes(target.type))

function note(event: Event) {
  if (isText(event.target)) typed.add(event.target)
}

/** Whether somebody has typed into a field that is still on the page. */
function holdsText(): boolean {
  for (const field of typed) if (!field.isConnected) typed.delete(field)
  return [...typed].some((field) => field.value !== '')
}

function tell(next: boolean) {
  asking = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) document.addEventListener('input', note, true)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) document.removeEventListener('input', note, true)
  }
}

/** Leaves for the sign-in, which comes back here. */
export function signInHere() {
  const here = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}

/** Goes to the sign-in at once, or asks first where that would throw away what somebody typed. `acted`: the person did something. */
export function sessionEnded({ acted }: { acted: boolean }) {
  if (staying && !acted) return
  if (holdsText()) tell(true)
  else signInHere()
}

/** The server knows the person again, perhaps by a sign-in in another tab. */
export function sessionHolds() {
  staying = false
  if (asking) tell(false)
}

function stay() {
  staying = true
  tell(false)
}

/** Whether the person is to be asked, and how they say that they stay. */
export function useSessionEnd(): readonly [asking: boolean, stay: () => void] {
  const open = useSyncExternalStore(
    subscribe,
    () => asking,
    () => false,
  )
  return [open, stay]
}
