import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hellinger, jensenShannon, kullbackLeibler, populationStability, shares, totalVariation } from '#server/kernel/drift/divergence.ts'
import { binCounts, frozenEdges } from '#server/kernel/drift/frozen-bins.ts'
import { ksExactPValue } from '#server/kernel/drift/ks-exact.ts'
import { ksDistance } from '#server/kernel/drift/ks-statistic.ts'
import { ksAsymptoticPValue } from '#server/kernel/drift/ks-test.ts'
import { wasserstein } from '#server/kernel/drift/wasserstein.ts'
import { kolmogorovSf } from '#server/kernel/numbers/distributions.ts'
import type { GoldenFile } from './kind.ts'
import { goldenFloats, goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

export type GoldenBins = { edges?: number[]; ref: number[]; cur: number[] } & Record<string, unknown>
type Case = { id: string; ref: string; cur: string; ks: Record<string, unknown>; w1: unknown; bins: GoldenBins }
type Check = ReturnType<Tally['case']>

const STATISTIC = { absolute: 1e-12, relative: 1e-12 }

/** Compares the distances between two lists of counts. */
export function checkDivergences(check: Check, want: Record<string, unknown>, reference: readonly number[], current: readonly number[]): void {
  const [p, q] = [shares(reference), shares(current)]
  const [ps, qs] = [shares(reference, 0.5), shares(current, 0.5)]
  const compare = (name: string, got: number, square = false): void => {
    const expected = goldenNumber(want[name])
    if (expected === undefined) return
    if (square) check(`${name}²`, got * got, expected * expected, { absolute: 1e-15, relative: 1e-12 })
    else check(name, got, expected, STATISTIC)
  }
  compare('psi_smooth', populationStability(reference, current))
  compare('kl_raw', kullbackLeibler(p, q))
  compare('kl_smooth', kullbackLeibler(ps, qs))
  compare('js_dist_base2', Math.sqrt(jensenShannon(p, q) / Math.LN2), true)
  compare('js_div_nats_smooth', jensenShannon(ps, qs))
  compare('hellinger', hellinger(p, q), true)
  compare('tvd', totalVariation(p, q))
}

/** KS, Wasserstein and the distances over frozen bins of two numeric samples. */
export function continuous({ path, content }: GoldenFile): GoldenOutcome {
  const { samples } = JSON.parse(readFileSync(join(dirname(path), 'samples.json'), 'utf8')) as { samples: Record<string, string> }
  const sorted = new Map<string, Float64Array>()
  const sample = (name: string): Float64Array => {
    const known = sorted.get(name) ?? goldenFloats(samples[name]).sort()
    sorted.set(name, known)
    return known
  }
  const tally = new Tally()
  for (const { id, ref, cur, ks, w1, bins } of content.cases as Case[]) {
    const check = tally.case(id)
    const [first, second] = [sample(ref), sample(cur)]
    const { statistic, gap } = ksDistance(first, second)
    const [n, m] = [first.length, second.length]
    check('ks.d', statistic, ks.d, { absolute: 1e-14 })
    const p = { relative: 1e-8, absolute: 1e-290 }
    check('ks.p_exact', ksExactPValue(n, m, gap), goldenNumber(ks.p_exact), p)
    check('ks.p_asymp', ksAsymptoticPValue(n, m, statistic), goldenNumber(ks.p_asymp), p)
    check('ks.p_kolmogorov', kolmogorovSf(Math.sqrt((n * m) / (n + m)) * statistic), goldenNumber(ks.p_kolmogorov), p)
    const distance = goldenNumber(w1)
    if (distance !== undefined) check('w1', wasserstein(first, second), distance, STATISTIC)
    const edges = frozenEdges(first)
    check('edges', JSON.stringify(edges), JSON.stringify(bins.edges))
    check('ref counts', JSON.stringify(binCounts(first, edges)), JSON.stringify(bins.ref))
    check('cur counts', JSON.stringify(binCounts(second, edges)), JSON.stringify(bins.cur))
    checkDivergences(check, bins, bins.ref, bins.cur)
  }
  return tally.outcome()
}
