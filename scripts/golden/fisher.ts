import { fisherExact } from '#server/kernel/drift/fisher-exact.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; table: [[number, number], [number, number]] } & Record<string, unknown>

/** Fisher's exact test against sums of exact fractions; against SciPy where the table is too large for those. */
export function fisher({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { id, table, ...want } of content.cases as Case[]) {
    const check = tally.case(id)
    const got = fisherExact(...table[0], ...table[1])
    const compare = (name: string, value: number): void => {
      const rational = goldenNumber(want[`${name}_rational`])
      check(name, value, rational ?? goldenNumber(want[name]), { relative: rational === undefined ? 1e-8 : 1e-10 })
    }
    // An empty cell off the diagonal makes the ratio infinite, or nothing at all.
    const ratio = goldenNumber(want.odds_ratio)
    check('odds_ratio', got.oddsRatio, ratio !== undefined && Number.isFinite(ratio) ? ratio : null, { relative: 1e-12 })
    compare('p_two', got.twoSided)
    compare('p_less', got.less)
    compare('p_greater', got.greater)
  }
  return tally.outcome()
}
