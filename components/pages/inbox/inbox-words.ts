import type { InboxItem } from '#server/contracts/governance.ts'
import type { StateName } from '../../ui/states.ts'

/** What the inbox says of one item. Pure. */

export const isNews = ({ kind }: InboxItem): boolean => kind === 'mention' || kind === 'comment' || kind === 'decided'

/** News that came after the inbox was last shown. */
export const unseen = (items: readonly InboxItem[], seen: string): InboxItem[] => items.filter((item) => isNews(item) && item.at > seen)

export function inboxState(item: InboxItem): StateName {
  switch (item.kind) {
    case 'decide':
      return 'needs-you'
    case 'expiring':
      return 'expires-soon'
    case 'decided':
      return item.text === 'approved' ? 'approved' : 'rejected'
    case 'mention':
    case 'comment':
      return 'in-review'
  }
}

export function inboxSentence({ kind, by, model, version }: InboxItem): string {
  const subject = `${model} v${version}`
  switch (kind) {
    case 'decide':
      return `${by ?? 'Somebody'} asks for your decision on ${subject}`
    case 'mention':
      return `${by ?? 'Somebody'} mentions you on ${subject}`
    case 'comment':
      return `${by ?? 'Somebody'} comments on your request for ${subject}`
    case 'decided':
      return `Your request for ${subject} is decided`
    case 'expiring':
      return `The grant of ${subject} ends`
  }
}
