import { benjaminiHochberg, benjaminiYekutieli, bonferroni, hochberg, holm } from '#server/kernel/numbers/multiple-testing.ts'
import type { GoldenFile } from './kind.ts'
import { Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; p: number[] } & Record<string, unknown>

const METHODS = { bonferroni, holm, hochberg, bh: benjaminiHochberg, by: benjaminiYekutieli }

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
  }
  return tally.outcome()
}
