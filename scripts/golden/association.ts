import { kendall } from '#server/kernel/association/kendall.ts'
import { pearson } from '#server/kernel/association/pearson.ts'
import { spearman } from '#server/kernel/association/spearman.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; x: number[]; y: number[]; pearson_exact?: unknown } & Record<'pearson' | 'spearman' | 'kendall_b', unknown>

const MEASURES = { pearson, spearman, kendall_b: kendall }

/** Correlations of pairs of columns. Where SciPy's p-value is NaN, or rests on a rounding error next to a perfect correlation, ours is not compared. */
export function association({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(golden.id)
    for (const name of ['pearson', 'spearman', 'kendall_b'] as const) {
      const found = MEASURES[name](Float64Array.from(golden.x), Float64Array.from(golden.y))
      const [value, p] = Array.isArray(golden[name]) ? golden[name].map(goldenNumber) : []
      if (value === undefined || Number.isNaN(value)) {
        check(`${name} has a value`, 'undefined' in found, true)
        continue
      }
      if ('undefined' in found) {
        check(name, found.undefined, value)
        continue
      }
      const exact = name === 'pearson' ? goldenNumber(golden.pearson_exact) : undefined
      check(name, found.value, exact ?? value, { absolute: 1e-12, relative: 1e-12 })
      const perfect = name !== 'kendall_b' && 1 - Math.abs(value) < 1e-12
      if (p !== undefined && !Number.isNaN(p) && !perfect) check(`${name} p`, found.pValue, p, { relative: 1e-8, absolute: 1e-300 })
    }
  }
  return tally.outcome()
}
