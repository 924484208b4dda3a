import type { NewestEvidenceView } from '#server/contracts/evidence-summary.ts'
import { inWords, plural } from '../../ui/format.ts'

const ORDER = ['drift', 'not-measured', 'not-enough-data', 'too-small-to-matter', 'stable']

/** Sorts ascending to worst first, live before what is not: what has drifted, then what nobody knows. */
export const driftOrder = (row: NewestEvidenceView): number => {
  const at = ORDER.indexOf(row.drift?.verdict ?? 'not-measured')
  return (at === -1 ? ORDER.length : at) * 2 + (row.live ? 0 : 1)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The verdict over all live versions, as a sentence in parts: what is strong stands in `strong`. */
export function driftAnswer(rows: readonly NewestEvidenceView[]): { readonly before: string; readonly strong: string; readonly after: string } {
  const live = rows.filter((row) => row.live)
  const drifted = live.filter((row) => row.drift?.verdict === 'drift')
  const unmeasured = live.filter((row) => row.drift === null)
  const rest = unmeasured.length > 0 ? `; ${inWords(unmeasured.length)} ${unmeasured.length === 1 ? 'was' : 'were'} never measured` : ''
  if (rows.length === 0) return { before: 'No version is registered yet, so there is nothing to measure.', strong: '', after: '' }
  if (live.length === 0) return { before: 'Nothing is live. ', strong: '', after: candidatesWords(rows) }
  if (drifted.length === 0 && unmeasured.length === live.length)
    return {
      before: 'Drift ',
      strong: 'was never measured',
      after: ` for ${live.length === 1 ? 'the live version' : `any of the ${plural(live.length, 'live version')}`}.`,
    }
  if (drifted.length === 0 && live.length === 1) return { before: 'The one live version has not drifted.', strong: '', after: '' }
  if (drifted.length === 0) return { before: `No live version of ${inWords(live.length)} has drifted${rest}.`, strong: '', after: '' }
  return {
    before: `Of ${plural(live.length, 'live version')} `,
    strong: `${inWords(drifted.length)} ${drifted.length === 1 ? 'has' : 'have'} drifted`,
    after: `${rest}.`,
  }
}

function candidatesWords(rows: readonly NewestEvidenceView[]): string {
  const drifted = rows.filter((row) => row.drift?.verdict === 'drift').length
  return drifted === 0
    ? `None of ${plural(rows.length, 'newest version')} has drifted.`
    : `${capital(inWords(drifted))} of ${plural(rows.length, 'newest version')} ${drifted === 1 ? 'has' : 'have'} drifted.`
}

/** `3 of 16 features`, with what was too small to matter. */
export function countsWords({ drift }: NewestEvidenceView): string | null {
  if (!drift) return null
  const { counts } = drift
  return `${counts.drift} of ${counts.drift + counts.small + counts.stable + counts.unjudged}`
}
