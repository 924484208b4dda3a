import { binCounts } from '../drift/frozen-bins.ts'
import { splitSample } from '../drift/split-sample.ts'
import { exactMoments, mergeMoments } from '../sketch/exact-moments.ts'
import { frequentNumbers, frequentOf } from '../sketch/frequent-values.ts'
import type { FrequentValues } from '../sketch/frequent-values.ts'
import { coin } from '../sketch/hash.ts'
import { sketchQuantiles } from '../sketch/quantile-sketch.ts'
import { addText } from '../sketch/text-tally.ts'
import type { ColumnProfile } from './column-profile.ts'
import { plant } from './forest.ts'

const LONGEST_TRACKED = 256

/** Long texts are told apart by their beginnings among the frequent ones: these are kept as they are. */
function frequentTexts({ texts, counts }: CountedTexts): FrequentValues {
  if (!texts.some((text) => text.length > LONGEST_TRACKED)) return frequentOf(texts, counts)
  const tracked = new Map<string, number>()
  texts.forEach((text, i) => {
    const beginning = text.slice(0, LONGEST_TRACKED)
    tracked.set(beginning, (tracked.get(beginning) ?? 0) + counts[i])
  })
  return frequentOf([...tracked.keys()], [...tracked.values()])
}

/** What a block's finite numbers add to moments, bins, zeros and negatives. */
function takeFinite(profile: ColumnProfile, finite: Float64Array): void {
  profile.moments = mergeMoments(profile.moments, exactMoments(finite))
  const { frozen } = profile
  if (frozen) profile.frozen = { edges: frozen.edges, counts: binCounts(finite, frozen.edges).map((count, i) => count + frozen.counts[i]) }
  const [negative, upToZero] = [binCounts(finite, [-Number.MIN_VALUE])[0], binCounts(finite, [0])[0]]
  profile.negatives += negative
  profile.zeros += upToZero - negative
}

/** Takes a block of numbers into a profile that is being made: NaN is missing. */
export function takeNumbers(profile: ColumnProfile, block: number, values: Float64Array): void {
  const { finite, present, missing, negativeInfinite, positiveInfinite } = splitSample(values)
  takeFinite(profile, finite)
  profile.rows += values.length
  profile.missing += missing
  profile.negativeInfinite += negativeInfinite
  profile.positiveInfinite += positiveInfinite
  profile.distinct.addNumbers(present)
  profile.forest = plant(profile.forest, {
    level: 0,
    index: block,
    quantiles: sketchQuantiles(finite, coin(0, block)),
    frequent: frequentNumbers(present),
  })
}

/** Different texts with how often each came, and how many there were none. */
export type CountedTexts = { texts: readonly string[]; counts: readonly number[]; missing: number }

const holdsNumbers = ({ type }: ColumnProfile): boolean => type === 'integer' || type === 'decimal' || type === 'number'

/** Takes the texts of one or more blocks into all parts of a profile that do not depend on blocks. */
export function takeTexts(profile: ColumnProfile, { texts, counts, missing }: CountedTexts): void {
  profile.missing += missing
  profile.rows += counts.reduce((sum, count) => sum + count, missing)
  for (const text of texts) profile.distinct.addText(text)
  if (!holdsNumbers(profile)) texts.forEach((text, i) => addText(profile.text, text, counts[i]))
}

/** Takes a block of texts into the other parts; texts of a numeric column are numbers that doubles cannot hold exactly. */
export function plantTexts(profile: ColumnProfile, block: number, counted: CountedTexts): void {
  let finite: Float64Array = new Float64Array(0)
  if (holdsNumbers(profile)) {
    const numbers = counted.texts.flatMap((text, i) => new Array<number>(counted.counts[i]).fill(Number(text)))
    ;({ finite } = splitSample(Float64Array.from(numbers)))
    takeFinite(profile, finite)
  }
  profile.forest = plant(profile.forest, {
    level: 0,
    index: block,
    quantiles: sketchQuantiles(finite, coin(0, block)),
    frequent: frequentTexts(counted),
  })
}
