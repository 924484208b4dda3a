import { generalizedEntropy } from './entropy.ts'
import { divide, subtract } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import { labelled, pooled } from './rates.ts'
import type { Counts } from './rates.ts'

/** Measures by the short names that SageMaker Clarify gives them. */
export const CLARIFY_MEASURES = [
  ...(['CI', 'DPL', 'KL', 'JS', 'LP', 'TVD', 'KS'] as const),
  ...(['DPPL', 'DI', 'DCAcc', 'DCR', 'SD', 'RD', 'DAR', 'DRR', 'AD', 'TE', 'GE'] as const),
] as const
export type ClarifyMeasure = (typeof CLARIFY_MEASURES)[number]

/**
 * `contract`: a reason where nothing can be divided. `clarify`: what the tool itself reports, 0/0 as 0 and x/0 as ∞, and
 * distances of labels only over labels that both sides have.
 */
export type Convention = 'contract' | 'clarify'

interface Arithmetic {
  over: (numerator: number, denominator: number) => Quantity
  minus: (a: Quantity, b: Quantity) => Quantity
}

const ARITHMETIC: Record<Convention, Arithmetic> = {
  contract: { over: divide, minus: subtract },
  clarify: {
    over: (a, b) => (b === 0 ? (a === 0 ? 0 : Infinity) : a / b),
    minus: (a, b) => (a === b ? 0 : subtract(a, b)),
  },
}

const divergence = (pairs: readonly (readonly [p: number, q: number])[]): number =>
  pairs.reduce((sum, [p, q]) => sum + (p === 0 ? 0 : q === 0 ? Infinity : p * Math.log(p / q)), 0)

type Pairs = readonly (readonly [ofA: number, ofD: number])[]

/** Shares of the unfavourable and the favourable label on both sides; by the tool's convention only labels that both have. */
function labelShares(a: Counts, d: Counts, convention: Convention): Pairs {
  const pairs = [
    [a.unfavourable / labelled(a), d.unfavourable / labelled(d)],
    [a.favourable / labelled(a), d.favourable / labelled(d)],
  ] as const
  return convention === 'contract' ? pairs : pairs.filter(([p, q]) => p > 0 && q > 0)
}

function divergences(pairs: Pairs): Record<'KL' | 'JS', Quantity> {
  if (pairs.length === 0) return { KL: 'no-common-label', JS: 'no-common-label' }
  const kl = divergence(pairs)
  const toMiddle = divergence(pairs.map(([p, q]) => [p, (p + q) / 2])) + divergence(pairs.map(([p, q]) => [q, (p + q) / 2]))
  return { KL: kl === Infinity ? 'infinite' : kl, JS: toMiddle / 2 }
}

function distances(pairs: Pairs): Record<'LP' | 'TVD' | 'KS', Quantity> {
  if (pairs.length === 0) return { LP: 'no-common-label', TVD: 'no-common-label', KS: 'no-common-label' }
  const gaps = pairs.map(([p, q]) => Math.abs(p - q))
  return { LP: Math.hypot(...gaps), TVD: gaps.reduce((sum, gap) => sum + gap, 0) / 2, KS: Math.max(...gaps) }
}

/** How truth converts into decisions on either side, and how errors are traded. */
function conversions(a: Counts, d: Counts, { over, minus }: Arithmetic): Record<'DCAcc' | 'DCR' | 'TE', Quantity> {
  const selected = (g: Counts) => g.favourableSelected + g.unfavourableSelected
  const missed = (g: Counts) => g.favourable - g.favourableSelected
  return {
    DCAcc: minus(over(a.favourable, selected(a)), over(d.favourable, selected(d))),
    DCR: minus(over(d.unfavourable, labelled(d) - selected(d)), over(a.unfavourable, labelled(a) - selected(a))),
    TE: minus(over(missed(d), d.unfavourableSelected), over(missed(a), a.unfavourableSelected)),
  }
}

export type UnpairedMeasure = 'KL' | 'JS' | 'DCAcc' | 'DCR' | 'TE'

/** Those of `clarifyMeasures` that are no comparison of two shares: their intervals come from resampling. */
export function unpairedMeasures(a: Counts, d: Counts): Record<UnpairedMeasure, Quantity> {
  const why = a.n === 0 || d.n === 0 ? 'empty-group' : labelled(a) === 0 || labelled(d) === 0 ? 'no-truth' : null
  if (why) return { KL: why, JS: why, DCAcc: why, DCR: why, TE: why }
  return { ...divergences(labelShares(a, d, 'contract')), ...conversions(a, d, ARITHMETIC.contract) }
}

const everything = (why: Quantity): Record<ClarifyMeasure, Quantity> =>
  Object.fromEntries(CLARIFY_MEASURES.map((name) => [name, why])) as Record<ClarifyMeasure, Quantity>

/**
 * The measures of SageMaker Clarify that counts determine: `d` is the facet looked at, `a` everybody else. Differences
 * are a - d (SD, DCR, DRR... as published), logarithms natural. Those of truth are of rows whose truth is known.
 */
export function clarifyMeasures(a: Counts, d: Counts, convention: Convention = 'contract'): Record<ClarifyMeasure, Quantity> {
  if (a.n === 0 || d.n === 0) return everything('empty-group')
  const { over, minus } = ARITHMETIC[convention]
  const ofDecisions = { CI: (a.n - d.n) / (a.n + d.n), DPPL: a.selected / a.n - d.selected / d.n, DI: over(d.selected / d.n, a.selected / a.n) }
  if (labelled(a) === 0 || labelled(d) === 0) return { ...everything('no-truth'), ...ofDecisions }
  const shares = labelShares(a, d, convention)
  const parts = (g: Counts) => ({
    tp: g.favourableSelected,
    fp: g.unfavourableSelected,
    fn: g.favourable - g.favourableSelected,
    tn: g.unfavourable - g.unfavourableSelected,
  })
  const [ofA, ofD] = [parts(a), parts(d)]
  return {
    ...ofDecisions,
    ...divergences(shares),
    ...distances(shares),
    ...conversions(a, d, ARITHMETIC[convention]),
    DPL: a.favourable / labelled(a) - d.favourable / labelled(d),
    SD: minus(over(ofD.tn, d.unfavourable), over(ofA.tn, a.unfavourable)),
    RD: minus(over(ofA.tp, a.favourable), over(ofD.tp, d.favourable)),
    DAR: minus(over(ofA.tp, ofA.tp + ofA.fp), over(ofD.tp, ofD.tp + ofD.fp)),
    DRR: minus(over(ofD.tn, ofD.tn + ofD.fn), over(ofA.tn, ofA.tn + ofA.fn)),
    AD: (ofA.tp + ofA.tn) / labelled(a) - (ofD.tp + ofD.tn) / labelled(d),
    GE: generalizedEntropy(pooled([a, d]), 2),
  }
}
