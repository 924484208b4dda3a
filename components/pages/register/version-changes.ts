import type { Decision } from '#server/contracts/registry.ts'
import { decisionWords } from '../version/decision-words.ts'

/** What of a version is compared with the one before. */
export interface Declared {
  readonly dataset: string | null
  readonly features: readonly string[]
  readonly decision: Decision | null
}

const NAMES_SHOWN = 6
const listed = (names: readonly string[]): string =>
  names.length > NAMES_SHOWN ? `${names.slice(0, NAMES_SHOWN).join(', ')} and ${names.length - NAMES_SHOWN} more` : names.join(', ')

function featureChanges(before: readonly string[], now: readonly string[]): string[] {
  const [held, named] = [new Set(before), new Set(now)]
  const added = now.filter((name) => !held.has(name))
  const gone = before.filter((name) => !named.has(name))
  const sentences = [...(added.length > 0 ? [`Takes ${listed(added)} too.`] : []), ...(gone.length > 0 ? [`No longer takes ${listed(gone)}.`] : [])]
  const [keptBefore, keptNow] = [before.filter((name) => named.has(name)), now.filter((name) => held.has(name))]
  if (keptNow.some((name, i) => keptBefore[i] !== name)) sentences.push('Takes its features in another order.')
  return sentences
}

/** What differs from the version before in dataset, features and decision, a sentence each; empty when nothing does. Pure. */
export function changesSince(before: Declared, now: Declared): string[] {
  const sentences: string[] = []
  if (before.dataset !== now.dataset)
    sentences.push(
      now.dataset === null
        ? `Names no dataset; it was ${before.dataset}.`
        : `Its dataset is ${now.dataset}${before.dataset ? `; it was ${before.dataset}` : ''}.`,
    )
  sentences.push(...featureChanges(before.features, now.features))
  const [was, is] = [decisionWords(before.decision), decisionWords(now.decision)]
  if (was !== is) sentences.push(`Decision: ${is}; it was ${was}.`)
  return sentences
}
