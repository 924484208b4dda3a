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

const divergence = (pairs: readonly (readonly [number, number])[]): number =>
  pairs.reduce((sum, [p, q]) => sum + (p === 0 ? 0 : q === 0 ? Infinity : p * Math.log(p / q)), 0)

type Distance = 'KL' | 'JS' | 'LP' | 'TVD' | 'KS'

/** Distances between the label distributions of the advantaged side and the facet. */
function distances(a: Counts, d: Counts, convention: Convention): Record<Distance, Quantity> {
  const shares = ({ favourable, unfavourable }: Counts) => [unfavourable / (favourable + unfavourable), favourable / (favourable + unfavourable)] as const
  const [ofA, ofD] = [shares(a), shares(d)]
  const pairs = ofA.map((p, i) => [p, ofD[i]] as const).filter(([p, q]) => convention === 'contract' || (p > 0 && q > 0))
  if (pairs.length === 0) return { KL: 'no-common-label', JS: 'no-common-label', LP: 'no-common-label', TVD: 'no-common-label', KS: 'no-common-label' }
  const gaps = pairs.map(([p, q]) => Math.abs(p - q))
  const kl = divergence(pairs)
  return {
    KL: kl === Infinity ? 'infinite' : kl,
    JS: (divergence(pairs.map(([p, q]) => [p, (p + q) / 2])) + divergence(pairs.map(([p, q]) => [q, (p + q) / 2]))) / 2,
    LP: Math.hypot(...gaps),
    TVD: gaps.reduce((sum, gap) => sum + gap, 0) / 2,
    KS: Math.max(...gaps),
  }
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
  const parts = (g: Counts) => ({
    tp: g.favourableSelected,
    fp: g.unfavourableSelected,
    fn: g.favourable - g.favourableSelected,
    tn: g.unfavourable - g.unfavourableSelected,
  })
  const [ofA, ofD] = [parts(a), parts(d)]
  return {
    ...ofDecisions,
    ...distances(a, d, convention),
    DPL: a.favourable / labelled(a) - d.favourable / labelled(d),
    DCAcc: minus(over(a.favourable, ofA.tp + ofA.fp), over(d.favourable, ofD.tp + ofD.fp)),
    DCR: minus(over(d.unfavourable, ofD.fn + ofD.tn), over(a.unfavourable, ofA.fn + ofA.tn)),
    SD: minus(over(ofD.tn, d.unfavourable), over(ofA.tn, a.unfavourable)),
    RD: minus(over(ofA.tp, a.favourable), over(ofD.tp, d.favourable)),
    DAR: minus(over(ofA.tp, ofA.tp + ofA.fp), over(ofD.tp, ofD.tp + ofD.fp)),
    DRR: minus(over(ofD.tn, ofD.tn + ofD.fn), over(ofA.tn, ofA.tn + ofA.fn)),
    AD: (ofA.tp + ofA.tn) / labelled(a) - (ofD.tp + ofD.tn) / labelled(d),
    TE: minus(over(ofD.fn, ofD.fp), over(ofA.fn, ofA.fp)),
    GE: generalizedEntropy(pooled([a, d]), 2),
  }
}
