import { ColumnProfiler } from '#server/kernel/profile/column-profiler.ts'
import { summariseProfile } from '#server/kernel/profile/summarise-profile.ts'
import type { ColumnSummary } from '#server/kernel/profile/summarise-profile.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; kind: string; values: unknown[]; profile: Record<string, unknown> }
type Check = ReturnType<Tally['case']>

function profileOf({ kind, values }: Case): ColumnSummary {
  const profiler = new ColumnProfiler(kind.startsWith('string') ? 'string' : 'number')
  if (kind.startsWith('string')) profiler.addTexts(values as (string | null)[])
  else {
    const numberOf = (value: unknown): number => {
      if (kind.startsWith('date')) return value === null ? NaN : Date.parse(String(value))
      return typeof value === 'boolean' ? Number(value) : (goldenNumber(value) ?? NaN)
    }
    profiler.addNumbers(Float64Array.from(values, numberOf))
  }
  return summariseProfile(profiler.finish())
}

/** Quantiles are those of the inverted distribution function; mean and deviation are held against exact arithmetic. */
function checkNumbers(check: Check, { numbers, distinct, missing }: ColumnSummary, want: Record<string, unknown>, levels: number[]): void {
  check('missing', missing, want.missing)
  check('distinct', distinct, want.distinct_incl_inf)
  check('infinite', numbers?.infinite ?? Number(want.pos_inf) + Number(want.neg_inf), Number(want.pos_inf) + Number(want.neg_inf))
  if (!numbers || want.finite === 0) return
  check('min', numbers.min, want.min)
  check('max', numbers.max, want.max)
  check('mean', numbers.mean, goldenNumber(want.mean_exact))
  check('sd', numbers.sd ?? undefined, Number.isFinite(Number(want.std_exact)) ? want.std_exact : undefined)
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
