import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  flooredStability,
  hellinger,
  jensenShannon,
  kullbackLeibler,
  largestDifference,
  populationStability,
  shares,
  totalVariation,
} from '#server/kernel/drift/divergence.ts'
import { binCounts, frozenEdges } from '#server/kernel/drift/frozen-bins.ts'
import type { GoldenFile } from './kind.ts'
import { goldenFloats, goldenNumber, Tally } from './tally.ts'
import type { Check, GoldenOutcome } from './tally.ts'
import { checkDistances, checkTests } from './two-samples.ts'
import type { TwoSampleGolden } from './two-samples.ts'

export type GoldenBins = { edges?: number[]; ref: number[]; cur: number[] } & Record<string, unknown>
type Case = TwoSampleGolden & { id: string; ref: string; cur: string; n: number; m: number; bins: GoldenBins }

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
  compare('psi_floor', flooredStability(reference, current))
  compare('kl_raw', kullbackLeibler(p, q))
  compare('kl_smooth', kullbackLeibler(ps, qs))
  compare('js_dist_base2', Math.sqrt(jensenShannon(p, q) / Math.LN2), true)
  compare('js_div_nats_smooth', jensenShannon(ps, qs))
  compare('hellinger', hellinger(p, q), true)
  compare('tvd', totalVariation(p, q))
  compare('linf', largestDifference(p, q))
}

/** The samples of a file of pairs: `samples….json` beside it, of the same ending where there is one. */
function samplesBeside(path: string): Record<string, string> {
  const own = join(dirname(path), basename(path).replace('continuous', 'samples'))
  const file = existsSync(own) ? own : join(dirname(path), 'samples.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { samples: Record<string, string> }).samples
}

/** Tests and distances of two numeric samples, and of their counts in frozen bins. */
export function continuous({ path, content }: GoldenFile): GoldenOutcome {
  const samples = samplesBeside(path)
  const sorted = new Map<string, Float64Array>()
  const sample = (name: string): Float64Array => {
    const known = sorted.get(name) ?? goldenFloats(samples[name]).sort()
    sorted.set(name, known)
    return known
  }
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const { id, ref, cur, bins } = golden
    const check = tally.case(id)
    const [first, second] = [sample(ref), sample(cur)]
    check('n', first.length, golden.n)
    check('m', second.length, golden.m)
    checkDistances(check, golden, first, second)
    checkTests(check, golden, first, second)
    const edges = frozenEdges(first)
    check('edges', JSON.stringify(edges), JSON.stringify(bins.edges))
    check('ref counts', JSON.stringify(binCounts(first, edges)), JSON.stringify(bins.ref))
    check('cur counts', JSON.stringify(binCounts(second, edges)), JSON.stringify(bins.cur))
    checkDivergences(check, bins, bins.ref, bins.cur)
  }
  return tally.outcome()
}

/** The samples that the pairs are drawn from: each has the number of finite values that its name (family/variant/size/number) says. */
export function continuousSamples({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const [name, base64] of Object.entries(content.samples as Record<string, string>)) {
    const check = tally.case(name)
    const values = goldenFloats(base64)
    check('values', values.length, Number(name.split('/')[2]))
    check('finite', values.every(Number.isFinite), true)
  }
  return tally.outcome()
}
