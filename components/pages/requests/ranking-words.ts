import type { RequestComparison } from '#server/contracts/comparison.ts'
import { inWords } from '../../ui/format.ts'

/** How the ranking of features of two versions is spoken of. Pure. */

export type RankedFeature = RequestComparison['ranking'][number]

/** `up 2`, `down 1`, `as before`, `new`, `gone`. */
export function movement({ before, after }: RankedFeature): string {
  if (!before) return 'New'
  if (!after) return 'Gone'
  const places = before.rank - after.rank
  return places === 0 ? 'As before' : `${places > 0 ? 'Up' : 'Down'} ${Math.abs(places)}`
}

const TOP = 5

/** What the model leans on most, and how that changed against the live version, in a sentence. */
export function rankingLead(ranking: readonly RankedFeature[], live: string | null): string {
  const now = ranking.filter((row) => row.after !== null)
  const first = now[0]
  if (!first) return 'The explanation of this version was not measured.'
  if (live === null) return `${first.feature} contributes most.`
  if (ranking.every((row) => row.before === null)) return `${first.feature} contributes most; v${live} was not explained, so there is nothing to compare with.`
  const top = now.slice(0, TOP)
  const entered = top.filter(({ before }) => before === null || before.rank > TOP)
  const lead = first.before?.rank === 1 ? `${first.feature} contributes most, as before` : `${first.feature} contributes most now`
  const rest =
    entered.length === 0
      ? `the first ${inWords(top.length)} are the same`
      : `${inWords(entered.length)} of the first ${inWords(top.length)} were not among them`
  return `${lead}; ${rest}.`
}
