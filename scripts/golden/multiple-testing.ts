import { benjaminiHochberg, benjaminiYekutieli, bonferroni, hochberg, holm, holmSidak, sidak } from '#server/kernel/numbers/multiple-testing.ts'
import type { GoldenFile } from './kind.ts'
import { Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; p: number[] } & Record<string, unknown>

const METHODS = { bonferroni, holm, hochberg, bh: benjaminiHochberg, by: benjaminiYekutieli, sidak, holm_sidak: holmSidak }

const REJECTIONS = { 'reject_bh_q0.1': [benjaminiHochberg, 0.1], 'reject_by_q0.1': [benjaminiYekutieli, 0.1], 'reject_holm_a0.05': [holm, 0.05] } as const

/** p-values adjusted for their number. */
export function multipleTesting({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { id, p, ...want } of content.cases as Case[]) {
    const check = tally.case(id)
    for (const [name, adjust] of Object.entries(METHODS)) {
      const expected = want[name]
      if (!Array.isArray(expected)) continue
      adjust(p).forEach((got, index) => check(`${name}[${index}]`, got, expected[index], { relative: 1e-14, absolute: 1e-300 }))
    }
    for (const [name, [adjust, level]] of Object.entries(REJECTIONS)) {
      const expected = want[name]
      if (!Array.isArray(expected)) continue
      // A value within rounding of its threshold may fall on either side of it.
      adjust(p).forEach((got, index) => Math.abs(got - level) > 1e-12 && check(`${name}[${index}]`, Number(got <= level), expected[index]))
    }
  }
  return tally.outcome()
}
