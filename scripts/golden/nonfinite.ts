import { binnedSample } from '#server/kernel/drift/binned-sample.ts'
import { frozenEdges } from '#server/kernel/drift/frozen-bins.ts'
import { sortedDistances } from '#server/kernel/drift/sorted-distances.ts'
import { splitSample } from '#server/kernel/drift/split-sample.ts'
import { checkDivergences } from './continuous.ts'
import type { GoldenBins } from './continuous.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; ref: unknown[]; cur: unknown[]; ref_finite: number; cur_finite: number } & Record<
  `${'ref' | 'cur'}_missing_neginf_posinf`,
  number[]
> & { bins_all: GoldenBins; ks_d: unknown; w1: unknown }

/** Samples with missing and infinite values: bins for those, and the tests on the finite rest. */
export function nonfinite({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const { id, ref, cur, bins_all: bins, ks_d: d, w1 } = golden
    const check = tally.case(id)
    const [reference, current] = [ref, cur].map((cells) => splitSample(Float64Array.from(cells, (cell) => goldenNumber(cell) ?? NaN)))
    for (const [side, sample] of [['ref', reference] as const, ['cur', current] as const]) {
      check(`${side} finite`, sample.finite.length, golden[`${side}_finite`])
      check(
        `${side} rest`,
        JSON.stringify([sample.missing, sample.negativeInfinite, sample.positiveInfinite]),
        JSON.stringify(golden[`${side}_missing_neginf_posinf`]),
      )
    }
    const edges = frozenEdges(reference.finite)
    check('edges', JSON.stringify(edges), JSON.stringify(bins.edges))
    check('ref counts', JSON.stringify(binnedSample(reference, edges)), JSON.stringify(bins.ref))
    check('cur counts', JSON.stringify(binnedSample(current, edges)), JSON.stringify(bins.cur))
    checkDivergences(check, bins, bins.ref, bins.cur)
    if (typeof d === 'number') check('ks_d', sortedDistances(reference.finite, current.finite).ks.statistic, d, { absolute: 1e-14 })
    if (typeof w1 === 'number') check('w1', sortedDistances(reference.finite, current.finite).wasserstein, w1, { absolute: 1e-12, relative: 1e-12 })
  }
  return tally.outcome()
}
