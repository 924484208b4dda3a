import { chiSquareTest } from '#server/kernel/drift/chi-square-test.ts'
import { checkDivergences } from './continuous.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; ref: number[]; cur: number[]; chi2: Record<string, unknown> | null } & Record<string, unknown>

/** The χ² test of homogeneity and the distances of counts per category. */
export function categorical({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { id, ref, cur, chi2, ...distances } of content.cases as Case[]) {
    const check = tally.case(id)
    if (chi2) {
      const got = chiSquareTest(ref, cur)
      check('chi2.stat', got.statistic, goldenNumber(chi2.stat), { absolute: 1e-12, relative: 1e-12 })
      check('chi2.dof', got.degreesOfFreedom, chi2.dof)
      check('chi2.p', got.pValue, goldenNumber(chi2.p), { relative: 1e-8, absolute: 1e-300 })
    }
    const kept = ref.map((_, k) => k).filter((k) => ref[k] + cur[k] > 0)
    checkDivergences(
      check,
      distances,
      kept.map((k) => ref[k]),
      kept.map((k) => cur[k]),
    )
  }
  return tally.outcome()
}
