import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import { compareGroups } from '#server/kernel/fairness/compare-groups.ts'
import type { AttributeResult } from '#server/kernel/fairness/fairness-result.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { rocAuc } from '#server/kernel/performance/roc-auc.ts'
import { rankTable } from '#server/kernel/performance/rank-table.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Spread = { diff: unknown; ratio: unknown }
type Groups = Record<'n' | 'selection_rate' | 'tpr' | 'fpr', unknown>[]
type Table = {
  id: string
  table: number[][]
  groups: Groups
  spread: Record<string, Spread>
  spread_defined_only?: Record<string, Spread>
  equalized_odds_diff: unknown
}

const EXACT = { relative: 1e-12, absolute: 1e-12 }
export const valueOf = (measure: Measure | undefined): number | undefined => (measure && 'value' in measure ? measure.value : undefined)

const named = (g: number): string => String(g).padStart(3, '0')

/** A table of [tp, fp, fn, tn] by group, assessed row by row. */
function assessRows(table: number[][]): AttributeResult {
  const rows = table.flatMap((cells, g) => cells.flatMap((count, cell) => Array.from({ length: count }, () => [g, cell < 2 ? 1 : 0, cell % 2 === 0 ? 1 : 0])))
  const codes = Int32Array.from(rows, ([g]) => g)
  const selected = Uint8Array.from(rows, ([, chosen]) => chosen)
  // True positives and false negatives, the first and third cell, are favourable in truth.
  const truth = Uint8Array.from(rows, ([, , favourable]) => favourable)
  return assessFairness({ attributes: [{ attribute: 'group', codes, names: table.map((_, g) => named(g)) }], selected, truth }, { minimumGroup: 1 })
    .attributes[0]
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
  return compareGroups(
    'group',
    present,
    present.reduce((sum, { n }) => sum + n, 0),
    1,
  )
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

type Rows = {
  id: string
  y: string
  pred: string
  g: string
  g2: string
  score: number[]
  result: { groups: Groups }
  intersection_tables: Record<string, number[]>
  auc_by_group: unknown[]
}

const codesOf = (digits: string): Int32Array => Int32Array.from(digits, Number)
const digitNames = (digits: string): string[] => Array.from({ length: Math.max(...codesOf(digits)) + 1 }, (_, g) => String(g))

/** Rates of groups and of their crossings, and areas under the ROC curve by group, row by row. */
export function fairnessRows({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Rows[]) {
    const check = tally.case(golden.id)
    const attributes = (['g', 'g2'] as const).map((attribute) => ({ attribute, codes: codesOf(golden[attribute]), names: digitNames(golden[attribute]) }))
    const truth = Uint8Array.from(golden.y, Number)
    const got = assessFairness({ attributes, selected: Uint8Array.from(golden.pred, Number), truth }, { minimumGroup: 1 })
    for (const group of got.attributes[0].groups) {
      const want = golden.result.groups[Number(group.group)]
      check(`group ${group.group} n`, group.n, want.n)
      check(`group ${group.group} selection`, valueOf(group.selectionRate), goldenNumber(want.selection_rate), EXACT)
      check(`group ${group.group} tpr`, valueOf(group.truePositiveRate), goldenNumber(want.tpr), EXACT)
      check(`group ${group.group} fpr`, valueOf(group.falsePositiveRate), goldenNumber(want.fpr), EXACT)
      const own = attributes[0].codes.reduce<number[]>((rows, code, row) => (code === Number(group.group) ? [...rows, row] : rows), [])
      const area = rocAuc(
        rankTable(
          Float64Array.from(own, (row) => golden.score[row]),
          Uint8Array.from(own, (row) => truth[row]),
        ),
      )
      check(`group ${group.group} auc`, valueOf(area), goldenNumber(golden.auc_by_group[Number(group.group)]), EXACT)
    }
    for (const [crossed, [tp, fp, fn, tn]] of Object.entries(golden.intersection_tables)) {
      const group = got.intersections[0].groups.find((one) => one.group === crossed.replace('|', ' × '))
      check(`${crossed} n`, group?.n ?? 0, tp + fp + fn + tn)
      check(`${crossed} selection`, valueOf(group?.selectionRate), tp + fp + fn + tn === 0 ? undefined : (tp + fp) / (tp + fp + fn + tn), EXACT)
      check(`${crossed} tpr`, valueOf(group?.truePositiveRate), tp + fn === 0 ? undefined : tp / (tp + fn), EXACT)
      check(`${crossed} fpr`, valueOf(group?.falsePositiveRate), fp + tn === 0 ? undefined : fp / (fp + tn), EXACT)
    }
  }
  return tally.outcome()
}
