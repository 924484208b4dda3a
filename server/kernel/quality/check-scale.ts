import { countUpTo } from '../drift/frozen-bins.ts'
import type { ColumnPair } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import { percent, severityOf } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** Powers of ten (cents, thousands, millions), months, minutes and hours, days, pounds, miles, inches, feet. */
const FACTORS = [10, 100, 1000, 1e6, 1e9, 12, 60, 3600, 24, 7, 2.20462, 1.609344, 2.54, 3.28084].flatMap((factor) => [factor, 1 / factor])
/** A smaller factor in some of the rows is not told apart from an ordinary shift: then all rows must have it, and nothing be left over. */
const LARGE_FACTOR = 7
const LEAST_CHANGE = 0.2
/** Codes of few values have no unit. */
const LEAST_DISTINCT = 10
const LEAST_ROWS = 30
const GRID = 64
/** From this share on all values have the factor. */
const ALL = 0.95

/** c(α) of the KS distance for α 0.001: D is significant beyond c·√((n+m)/(n·m)). */
const SIGNIFICANT = 1.949
/** What may be left unexplained, as a share of the change or as noise (α 0.01). */
const LEFT_OVER = 0.2
const NOISE = 1.628

type Mixture = { factor: number; share: number; left: number }

const shareUpTo = (sorted: Float64Array, limit: number): number => countUpTo(sorted, limit) / sorted.length

function quantiles(sorted: Float64Array): number[] {
  return Array.from({ length: GRID }, (_, k) => sorted[Math.floor(((k + 0.5) / GRID) * sorted.length)])
}

/** The least-squares share of values multiplied by `factor`: F_now(x) ≈ (1 - w)·F(x) + w·F(x/factor), and what is left over. */
function fit(before: Float64Array, now: Float64Array, grid: readonly number[], factor: number): Mixture {
  const points = [...grid, ...quantiles(before).map((value) => value * factor)].map((x) => {
    const plain = shareUpTo(before, x)
    return { gap: shareUpTo(now, x) - plain, step: shareUpTo(before, x / factor) - plain }
  })
  const squares = points.reduce((sum, { step }) => sum + step * step, 0)
  const products = points.reduce((sum, { gap, step }) => sum + gap * step, 0)
  const share = squares === 0 ? 0 : Math.min(1, Math.max(0, products / squares))
  return { factor, share, left: Math.max(...points.map(({ gap, step }) => Math.abs(gap - share * step))) }
}

function explains({ factor, share, left }: Mixture, change: number, unit: number): boolean {
  if (Math.max(factor, 1 / factor) < LARGE_FACTOR) return share >= ALL && change >= LEAST_CHANGE && left <= NOISE * unit
  return left <= Math.min(change / 2, Math.max(LEFT_OVER * change, NOISE * unit))
}

const named = (factor: number): string => (factor >= 1 ? `multiplied by ${factor}` : `divided by ${Number((1 / factor).toPrecision(6))}`)

/** Rows whose values lie where only multiplied ones do; any, when all are. */
function scaledRows(values: Float64Array, before: Float64Array, { factor, share }: Mixture): number[] {
  const [least, most] = [before[Math.floor(before.length / 100)], before[Math.ceil((99 * before.length) / 100) - 1]]
  const odd = (size: number): boolean => (factor > 1 ? size > Math.max(-least, most) : size < Math.min(Math.abs(least), Math.abs(most)))
  return exampleRows(values.length, (row) => Number.isFinite(values[row]) && (share >= ALL || odd(Math.abs(values[row]))))
}

/**
 * Values in another unit, in all rows or in some: the reference's distribution, mixed with itself times a usual factor, explains
 * the change almost wholly, which other shifts do not.
 */
export function checkScale({ name, feature, categorical, reference, current }: ColumnPair): QualityFinding[] {
  const [before, now] = [reference.sample?.finite, current.sample?.finite]
  if (!before || !now || categorical || reference.distinct < LEAST_DISTINCT || Math.min(before.length, now.length) < LEAST_ROWS) return []
  const unit = Math.sqrt(1 / before.length + 1 / now.length)
  const grid = [...quantiles(before), ...quantiles(now)]
  const change = Math.max(...grid.map((x) => Math.abs(shareUpTo(now, x) - shareUpTo(before, x))))
  if (change < SIGNIFICANT * unit) return []
  const mixtures = FACTORS.map((factor) => fit(before, now, grid, factor)).filter((mixture) => explains(mixture, change, unit))
  if (mixtures.length === 0) return []
  const best = mixtures.reduce((least, next) => (next.left < least.left ? next : least))
  const count = Math.round(best.share * now.length)
  const detail = `About ${percent(best.share)} of the values of ${name} look ${named(best.factor)}: that explains the change from the reference. Check the unit.`
  const examples = current.column.kind === 'numeric' ? scaledRows(current.column.values, before, best) : []
  return [{ code: 'scale-changed', column: name, count, severity: severityOf(feature, count, current.rows), detail, examples }]
}
