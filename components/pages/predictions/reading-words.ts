import type { Reading } from '#server/kernel/neighbours/place-in-reference.ts'
import { formatPercent, plural } from '../../ui/format.ts'
import type { Outputs } from '../../trpc/trpc.ts'

/** How the console speaks of a value among those of the reference. Pure. */

export type ComparedRow = Outputs['explain']['comparePrediction']
export type ComparedFeature = ComparedRow['features'][number]

export const READING_WORDS: Record<Reading, string> = {
  usual: 'Usual',
  'low-1': 'Lowest 1 %',
  'low-5': 'Lowest 5 %',
  'high-1': 'Highest 1 %',
  'high-5': 'Highest 5 %',
  below: 'Below all',
  above: 'Above all',
  rare: 'Rare',
  new: 'Not in the reference',
  missing: 'Missing',
  unknown: '–',
}

const WORST = ['new', 'below', 'above', 'low-1', 'high-1', 'rare', 'low-5', 'high-5'] as const satisfies readonly Reading[]

/** Whether a reader should look at it twice: past the reference, in its outer hundredths, or nearly never seen. */
export const isOdd = (reading: Reading): boolean => WORST.slice(0, 6).some((odd) => odd === reading)

/** The share below a value, and for a text or a missing value how many are like it. */
export function placeWords({ below, share }: Pick<ComparedFeature, 'below' | 'share'>): string | null {
  if (below !== null) return formatPercent(below, 0)
  return share === null ? null : `${formatPercent(share, share > 0 && share < 0.01 ? 2 : 0)} like it`
}

/** What stands out, the oddest first: "Two of 23 inputs stand out from the reference: age and limit." */
export function comparedSentence({ features, reference }: ComparedRow): string {
  const odd = features
    .filter(({ reading }) => isOdd(reading))
    .toSorted((a, b) => WORST.findIndex((one) => one === a.reading) - WORST.findIndex((one) => one === b.reading))
  const against = `against ${plural(reference.rows, `${reference.role} row`)} of ${reference.dataset}`
  if (odd.length === 0) return `No input stands out, ${against}.`
  const named = odd.slice(0, 3).map(({ feature, reading }) => `${feature} (${READING_WORDS[reading].toLowerCase()})`)
  return `${plural(odd.length, 'input stands out', 'inputs stand out')}, ${against}: ${named.join(', ')}${odd.length > named.length ? ' and others' : ''}.`
}
