import { formatDate } from '../../ui/format-time.ts'
import type { StateName } from '../../ui/states.ts'

/** How the console speaks of grants and deployments. Pure but for the day it is. */

const DAY_MS = 86_400_000
const SOON_DAYS = 14

/** Whether a grant lets anything serve, as a state and a word. */
export function grantStateWords(state: 'live' | 'expired' | 'revoked', expiresAt: string, now = Date.now()): { state: StateName; word: string } {
  if (state === 'revoked') return { state: 'refused', word: 'Revoked' }
  if (state === 'expired') return { state: 'refused', word: 'Expired' }
  const days = Math.floor((Date.parse(expiresAt) - now) / DAY_MS)
  if (days < SOON_DAYS) return { state: 'expires-soon', word: days < 1 ? 'Expires today' : `Expires in ${days} d` }
  return { state: 'allowed', word: `Allowed until ${formatDate(expiresAt)}` }
}
