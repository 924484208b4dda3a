import type { RequestView } from '#server/contracts/governance.ts'
import { blockingOf, gatesInWords, sentence } from './request-words.ts'

/** Why a person cannot decide on a request at all, as a sentence for a blocked button; null when they can. */
export function whyNotDecide(request: RequestView, author: { readonly id: string }, me: { readonly id: string }, roleSays: string | null): string | null {
  if (request.openedBy.id === me.id) return 'You opened this request, so somebody else decides on it'
  if (author.id === me.id) return 'You registered this version, so somebody else decides on it'
  if (request.decisions.some((held) => held.actor.id === me.id)) return 'You have decided on this request already'
  return roleSays
}

/** Why nobody can approve: gates that blocked when it was frozen, or that block by now. */
export function whyNotApprove(request: RequestView, today: RequestView['gates'] | null): string | null {
  const frozen = blockingOf(request.gates)
  if (frozen.length > 0) return `${sentence(gatesInWords(frozen))}. New evidence that holds, and a new request, get past it.`
  const now = blockingOf(today ?? [])
  return now.length > 0 ? `since this was frozen, ${gatesInWords(now)}. New evidence that holds gets past it.` : null
}
