import { ColumnProfiler } from '#server/kernel/table/column-profile.ts'
import type { ColumnProfile } from '#server/kernel/table/column-profile.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; kind: string; values: unknown[]; profile: Record<string, unknown> }
type Check = ReturnType<Tally['case']>

/** More distinct values than any case has. */
const BOUND = 100_000
/** Beyond, and below its inverse, a square leaves the doubles and there is no deviation to compare. */
const LARGEST = 1e150

function profileOf({ kind, values }: Case): ColumnProfile {
  const profiler = new ColumnProfiler(kind.startsWith('string') ? 'string' : 'number', BOUND)
  for (const value of values) {
    if (kind.startsWith('string')) profiler.addText(value as string | null)
    else if (kind.startsWith('date')) profiler.addNumber(value === null ? NaN : Date.parse(String(value)))
    else profiler.addNumber(typeof value === 'boolean' ? Number(value) : (goldenNumber(value) ?? NaN))
  }
  return profiler.profile()
}

/** Quantiles are those of the inverted distribution function; mean and deviation are held against exact arithmetic. */
function checkNumbers(check: Check, { numbers, distinct, missing }: ColumnProfile, want: Record<string, unknown>, levels: number[]): void {
  check('missing', missing, want.missing)
  check('distinct', distinct, want.distinct_incl_inf)
  check('infinite', numbers?.infinite ?? Number(want.pos_inf) + Number(want.neg_inf), Number(want.pos_inf) + Number(want.neg_inf))
  if (!numbers || want.finite === 0) return
  check('min', numbers.min, want.min)
  check('max', numbers.max, want.max)
  const size = Math.max(Math.abs(numbers.min), Math.abs(numbers.max))
  if (goldenNumber(want.mean_exact) !== undefined) check('mean', numbers.mean, goldenNumber(want.mean_exact), { absolute: size * 1e-14 })
  const deviation = goldenNumber(want.std_exact)
  const squarable = deviation !== undefined && deviation < LARGEST && (deviation === 0 || deviation > 1 / LARGEST)
  if (squarable) check('sd', numbers.sd, deviation, { relative: 1e-8 })
  const quantiles = want.q_inverted_cdf as unknown[]
  for (const { q, value } of numbers.quantiles) check(`quantile ${q}`, value, goldenNumber(quantiles[levels.indexOf(q)]))
}

/** Profiles of columns of numbers, booleans, texts and dates. */
export function columnProfiles({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  const levels = (content.meta as { quantiles: number[] }).quantiles
  for (const one of content.cases as Case[]) {
    const check = tally.case(one.id)
    const got = profileOf(one)
    const want = one.profile
    if (one.kind.startsWith('number')) checkNumbers(check, got, want, levels)
    else check('missing', got.missing, want.null)
    if (one.kind.startsWith('string')) check('distinct', got.distinct, want.distinct)
    if (one.kind.startsWith('string') && got.count > 0) check('longest', got.text?.longest, (want.len_utf16 as number[])[1])
    if (one.kind.startsWith('date')) {
      check('distinct', got.distinct, want.distinct_instants ?? 0)
      if (got.numbers) check('range', `${got.numbers.min} ${got.numbers.max}`, `${want.min_epoch_ms} ${want.max_epoch_ms}`)
    }
  }
  return tally.outcome()
}
