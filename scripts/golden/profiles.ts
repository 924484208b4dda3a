import { ColumnProfiler } from '#server/kernel/profile/column-profiler.ts'
import { profileColumn } from '#server/kernel/profile/profile-column.ts'
import { entropyOf } from '#server/kernel/profile/sample-statistics.ts'
import { summariseProfile } from '#server/kernel/profile/summarise-profile.ts'
import { parseTimestamp, parseDate } from '#server/kernel/table/calendar.ts'
import type { GoldenFile } from './kind.ts'
import { checkNumbers } from './profile-numbers.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Want = Record<string, unknown>
type Case = { id: string; kind: string; values: unknown[]; profile: Want }
type Check = ReturnType<Tally['case']>

const MS_PER_DAY = 86_400_000
const MEAN = { relative: 1e-14 }

const encoder = new TextEncoder()

/** Shortest, longest and mean length. */
function checkLengths(check: Check, what: string, got: { shortest: number; longest: number; meanLength: number }, want: unknown): void {
  const [shortest, longest, mean] = want as number[]
  check(`shortest, ${what}`, got.shortest, shortest)
  check(`longest, ${what}`, got.longest, longest)
  check(`mean length, ${what}`, got.meanLength, mean, MEAN)
}

function checkTexts(check: Check, values: readonly (string | null)[], want: Want): void {
  const profiler = new ColumnProfiler('string')
  profiler.addTexts(values)
  const { count, missing, distinct, distinctExact, top, topError, text } = summariseProfile(profiler.finish())
  check('rows', count + missing, want.rows)
  check('missing', missing, want.null)
  check('distinct', distinctExact && topError === 0 ? distinct : undefined, want.distinct)
  check('empty', text?.empty ?? 0, want.empty)
  check('blank', text?.blank ?? 0, want.blank)
  if (!text) return
  checkLengths(check, 'code points', text.points, want.len_codepoints)
  checkLengths(check, 'UTF-16', text, want.len_utf16)
  check('top', JSON.stringify(top.slice(0, 5).map(({ value, count: times }) => [value, times])), JSON.stringify(want.top5_ties_by_utf8))
  check('folded', text.folded, want.distinct_casefold_trim)
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  check('entropy', entropyOf([...counts.values()]), goldenNumber(want.entropy_nats), { relative: 1e-12, absolute: 1e-15 })
}

function checkBooleans(check: Check, values: readonly (boolean | null)[], want: Want): void {
  const column = { kind: 'numeric', name: 'v', type: 'boolean', values: Float64Array.from(values, (value) => (value === null ? NaN : Number(value))) } as const
  const { count, missing, top } = summariseProfile(profileColumn(column))
  const countOf = (value: string): number => top.find((one) => one.value === value)?.count ?? 0
  check('rows', count + missing, want.rows)
  check('missing', missing, want.null)
  check('true', countOf('true'), want.true)
  check('false', countOf('false'), want.false)
}

/** Milliseconds since 1970 of a date or an instant. */
function timeOf(text: string): number {
  const bytes = encoder.encode(text)
  return bytes.length === 10 ? parseDate(bytes, 0, bytes.length) : parseTimestamp(bytes, 0, bytes.length)
}

function checkTimes(check: Check, values: readonly (string | null)[], want: Want): void {
  const times = Float64Array.from(values, (value) => (value === null ? NaN : timeOf(value)))
  const { count, missing, distinct, numbers } = summariseProfile(profileColumn({ kind: 'numeric', name: 'v', type: 'timestamp', values: times }))
  check('rows', count + missing, want.rows)
  check('missing', missing, want.null)
  check('distinct', distinct, want.distinct_instants ?? 0)
  if (!numbers) return
  check('first', numbers.min, want.min_epoch_ms)
  check('last', numbers.max, want.max_epoch_ms)
  check('days', (numbers.max - numbers.min) / MS_PER_DAY, want.span_days, MEAN)
}

/** Profiles of columns of numbers, booleans, texts and dates: every field. */
export function columnProfiles({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  const levels = (content.meta as { quantiles: number[] }).quantiles
  for (const { id, kind, values, profile } of content.cases as Case[]) {
    const check = tally.case(id)
    if (kind.startsWith('string')) checkTexts(check, values as (string | null)[], profile)
    else if (kind.startsWith('bool')) checkBooleans(check, values as (boolean | null)[], profile)
    else if (kind.startsWith('date')) checkTimes(check, values as (string | null)[], profile)
    else
      checkNumbers(
        check,
        Float64Array.from(values, (value) => goldenNumber(value) ?? NaN),
        profile,
        levels,
      )
  }
  return tally.outcome()
}
