import type { RequestComparison } from '#server/contracts/comparison.ts'
import { formatMetric, plural, shortId } from '../../ui/format.ts'
import { listOf } from './request-words.ts'

/** What else a request changes beside its measures: data, features, threshold, card. Pure. */

export interface SubjectChange {
  readonly what: string
  readonly before: string
  readonly after: string
  readonly changed: boolean
  /** A link to what is there now. */
  readonly href?: string
}

const NONE = 'none'
const NAMES_SHOWN = 8

const named = (names: readonly string[]): string => listOf(names.slice(0, NAMES_SHOWN)) + (names.length > NAMES_SHOWN ? ' …' : '')

function featuresOf({ features: { count, added, removed } }: RequestComparison): SubjectChange {
  const changes = [...(added.length > 0 ? [`new: ${named(added)}`] : []), ...(removed.length > 0 ? [`gone: ${named(removed)}`] : [])]
  return {
    what: 'Features',
    before: String(count - added.length + removed.length),
    after: changes.length > 0 ? `${count} (${changes.join('; ')})` : String(count),
    changed: changes.length > 0,
  }
}

const rowsOf = (data: RequestComparison['training']['after']): string =>
  data === null
    ? 'not named'
    : `${data.rows === null ? 'unread rows' : plural(data.rows, 'row')} of ${data.dataset}${data.digest ? `, ${shortId(data.digest)}` : ''}`

/** One row for each part of the subject, as it is live and as it is asked for. */
export function subjectChanges(comparison: RequestComparison): SubjectChange[] {
  const { dataset, threshold, training, card } = comparison
  const from = (value: number | null) => (value === null ? NONE : `from ${formatMetric(value)}`)
  const revision = (value: number | null) => (value === null ? NONE : `revision ${value}`)
  return [
    {
      what: 'Data set',
      before: dataset.before ?? NONE,
      after: dataset.after ?? NONE,
      changed: dataset.before !== dataset.after,
      ...(dataset.after === null ? {} : { href: `/datasets/${dataset.after}` }),
    },
    {
      what: 'Trained on',
      before: rowsOf(training.before),
      after: rowsOf(training.after),
      changed: (training.before?.digest ?? training.before?.snapshot) !== (training.after?.digest ?? training.after?.snapshot),
    },
    featuresOf(comparison),
    { what: 'Decided positive', before: from(threshold.before), after: from(threshold.after), changed: threshold.before !== threshold.after },
    { what: 'Words of the card', before: revision(card.before), after: revision(card.after), changed: card.changed.length > 0 },
  ]
}
