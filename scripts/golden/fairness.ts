import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import { compareGroups } from '#server/kernel/fairness/compare-groups.ts'
import type { AttributeResult } from '#server/kernel/fairness/fairness-result.ts'
import { koopman } from '#server/kernel/intervals/koopman.ts'
import { newcombe } from '#server/kernel/intervals/newcombe.ts'
import { wilson } from '#server/kernel/intervals/wilson.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { normalUpperQuantile } from '#server/kernel/numbers/normal.ts'
import { delongVariance, rocAuc } from '#server/kernel/performance/roc-auc.ts'
import { rankTable } from '#server/kernel/performance/rank-table.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Spread = { diff: unknown; ratio: unknown }
type Groups = Record<'n' | 'selection_rate' | 'tpr' | 'fpr', unknown>[]
type Table = { id: string; table: number[][]; groups: Groups; spread: Record<string, Spread>; spread_defined_only?: Record<string, Spread>; equalized_odds_diff: unknown }

const EXACT = { relative: 1e-12, absolute: 1e-12 }
const valueOf = (measure: Measure | undefined): number | undefined => (measure && 'value' in measure ? measure.value : undefined)

const named = (g: number): string => String(g).padStart(3, '0')

/** A table of [tp, fp, fn, tn] by group, assessed row by row. */
function assessRows(table: number[][]): AttributeResult {
  const rows = table.flatMap((cells, g) => cells.flatMap((count, cell) => Array.from({ length: count }, () => [g, cell < 2 ? 1 : 0, cell % 2 === 0 ? 1 : 0])))
  const codes = Int32Array.from(rows, ([g]) => g)
  const selected = Uint8Array.from(rows, ([, chosen]) => chosen)
  // True positives and false negatives, the first and third cell, are favourable in truth.
  const truth = Uint8Array.from(rows, ([, , favourable]) => favourable)
  return assessFairness({ attributes: [{ attribute: 'group', codes, names: table.map((_, g) => named(g)) }], selected, truth }, { minimumGroup: 1 }).attributes[0]
}

/** The same of tables with too many rows to lay out. */
function assessCounts(table: number[][]): AttributeResult {
  const groups = table.map(([tp, fp, fn, tn], g) => ({
    group: named(g),
    n: tp + fp + fn + tn,
    selected: tp + fp,
    favourable: tp + fn,
    favourableSelected: tp,
    unfavourable: fp + tn,
    unfavourableSelected: fp,
  }))
  const present = groups.filter(({ n }) => n > 0)
  return compareGroups('group', present, present.reduce((sum, { n }) => sum + n, 0), 1)
}

/** Rates by group and their spread. A group that a rate is undefined in is left out of its spread, and said so. */
export function fairnessTables({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Table[]) {
    const check = tally.case(golden.id)
    const rows = golden.table.flat().reduce((a, b) => a + b, 0)
    const got = rows > 2000 ? assessCounts(golden.table) : assessRows(golden.table)
    golden.groups.forEach((want, g) => {
      const group = got.groups.find((one) => Number(one.group) === g)
      check(`group ${g} n`, group?.n ?? 0, want.n)
      check(`group ${g} selection`, valueOf(group?.selectionRate), goldenNumber(want.selection_rate), EXACT)
      check(`group ${g} tpr`, valueOf(group?.truePositiveRate), goldenNumber(want.tpr), EXACT)
      check(`group ${g} fpr`, valueOf(group?.falsePositiveRate), goldenNumber(want.fpr), EXACT)
    })
    const spread = (rate: string): Spread => golden.spread_defined_only?.[rate] ?? golden.spread[rate]
    const { metrics } = got
    check('selection difference', valueOf(metrics.demographicParityDifference), goldenNumber(spread('selection_rate').diff), EXACT)
    check('selection ratio', valueOf(metrics.demographicParityRatio), goldenNumber(spread('selection_rate').ratio), EXACT)
    check('tpr difference', valueOf(metrics.equalOpportunityDifference), goldenNumber(spread('tpr').diff), EXACT)
    const odds = [spread('tpr').diff, spread('fpr').diff].map(goldenNumber)
    const worse = odds.every((difference) => difference !== undefined) ? Math.max(...(odds as number[])) : undefined
    check('equalized odds', valueOf(metrics.equalizedOddsDifference), worse, EXACT)
    const known = goldenNumber(golden.equalized_odds_diff)
    if (known !== undefined) check('equalized odds, all groups defined', worse, known, EXACT)
    for (const [name, measure] of Object.entries(metrics)) {
      if ('value' in measure) check(`${name} inside its interval`, measure.lower <= measure.value && measure.value <= measure.upper, true)
    }
  }
  return tally.outcome()
}

type Proportion = { x: number; n: number; alpha: number; wilson: unknown[] }
type Pair = { x1: number; n1: number; x2: number; n2: number; alpha: number; newcombe: unknown[]; koopman: unknown[] | string }

/** Intervals of proportions, of their differences and of their ratios. */
export function intervals({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { x, n, alpha, wilson: want } of content.proportions as Proportion[]) {
    const got = wilson(x, n, normalUpperQuantile(alpha / 2))
    const check = tally.case(`wilson ${x}/${n} at ${alpha}`)
    check('lower', got.lower, goldenNumber(want[0]), { absolute: 1e-9 })
    check('upper', got.upper, goldenNumber(want[1]), { absolute: 1e-9 })
  }
  for (const { x1, n1, x2, n2, alpha, newcombe: difference, koopman: ratio } of content.pairs as Pair[]) {
    const z = normalUpperQuantile(alpha / 2)
    const check = tally.case(`${x1}/${n1} and ${x2}/${n2} at ${alpha}`)
    const got = newcombe(x1, n1, x2, n2, z)
    check('newcombe lower', got.lower, goldenNumber(difference[0]), { absolute: 1e-9 })
    check('newcombe upper', got.upper, goldenNumber(difference[1]), { absolute: 1e-9 })
    if (x2 === 0 || !Array.isArray(ratio)) continue
    const score = koopman(x1, n1, x2, n2, z)
    check('koopman lower', score.lower, goldenNumber(ratio[0]), { relative: 1e-8, absolute: 1e-12 })
    check('koopman upper', score.upper, goldenNumber(ratio[1]), { relative: 1e-8 })
  }
  return tally.outcome()
}

type Delong = { id: string; y: string; s1: number[]; s2: number[] } & Record<string, unknown>

/** Areas under the ROC curve, their variance and their interval on the logit scale. */
export function delong({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Delong[]) {
    const check = tally.case(golden.id)
    for (const i of [1, 2] as const) {
      const table = rankTable(Float64Array.from(golden[`s${i}`]), Uint8Array.from(golden.y, Number))
      const area = rocAuc(table)
      check(`auc${i}`, valueOf(area), goldenNumber(golden[`auc${i}`]), { relative: 1e-12 })
      const variance = goldenNumber(golden[`var${i}`])
      if (variance !== undefined) check(`var${i}`, delongVariance(table), variance, { relative: 1e-12, absolute: 1e-16 })
      const logit = golden[`ci${i}_logit`]
      if (!('value' in area) || area.method !== 'delong-logit' || !Array.isArray(logit)) continue
      check(`lower${i}`, area.lower, goldenNumber(logit[0]), { absolute: 1e-9 })
      check(`upper${i}`, area.upper, goldenNumber(logit[1]), { absolute: 1e-9 })
    }
  }
  return tally.outcome()
}
