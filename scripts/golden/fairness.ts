import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import { compareGroups } from '#server/kernel/fairness/compare-groups.ts'
import { rateSpread } from '#server/kernel/fairness/disparities.ts'
import type { GroupComparison } from '#server/kernel/fairness/fairness-result.ts'
import { impactRatios, scoringShares } from '#server/kernel/fairness/impact-ratio.ts'
import { consistency, flipTest } from '#server/kernel/fairness/neighbours.ts'
import { isNumber } from '#server/kernel/fairness/quantity.ts'
import { rateOf } from '#server/kernel/fairness/rates.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { rocAuc } from '#server/kernel/performance/roc-auc.ts'
import { rankTable } from '#server/kernel/performance/rank-table.ts'
import { compare, compareMeasures, countsOf, rateNamed } from './fairness-measures.ts'
import type { Check, Measured } from './fairness-measures.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Spread = { diff: unknown; ratio: unknown }
type Groups = Record<'n' | 'selection_rate' | 'tpr' | 'fpr', unknown>[]
type Table = Measured & {
  id: string
  table: number[][]
  strata?: number[][][]
  groups: Groups
  spread: Record<string, Spread>
  spread_defined_only?: Record<string, Spread>
  equalized_odds_diff: unknown
}

const EXACT = { relative: 1e-12, absolute: 1e-12 }
const SHOW_ALL = { minimumGroup: 1, minimumCell: 1, replicates: 20 }
export const valueOf = (measure: Measure | undefined): number | undefined => (measure && 'value' in measure ? measure.value : undefined)

const named = (g: number): string => String(g).padStart(3, '0')

/** A table of [tp, fp, fn, tn] by group, assessed row by row. */
function assessRows(table: number[][]): GroupComparison {
  const rows = table.flatMap((cells, g) => cells.flatMap((count, cell) => Array.from({ length: count }, () => [g, cell < 2 ? 1 : 0, cell % 2 === 0 ? 1 : 0])))
  const codes = Int32Array.from(rows, ([g]) => g)
  const selected = Uint8Array.from(rows, ([, chosen]) => chosen)
  // True positives and false negatives, the first and third cell, are favourable in truth.
  const truth = Uint8Array.from(rows, ([, , favourable]) => favourable)
  return assessFairness({ attributes: [{ attribute: 'group', codes, names: table.map((_, g) => named(g)) }], selected, truth }, SHOW_ALL).attributes[0]
}

/** The same of tables with too many rows to lay out. */
function assessCounts(table: number[][]): GroupComparison {
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
    { random: seededRandom(1), replicates: 20 },
  )
}

/** Every measure of a table, then what is assessed row by row: rates by group and their spread. A group that a rate is undefined in is left out of its spread, and said so. */
export function fairnessTables({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Table[]) {
    const check = tally.case(golden.id)
    compareMeasures(check, golden.table.map(countsOf), golden.strata?.map((groups) => groups.map(countsOf)) ?? null, golden)
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
  stratum: string
  score: number[]
  X: number[][]
  result: Measured
  table: number[][]
  intersection_tables: Record<string, number[]>
  fairlearn_intersection: Record<string, unknown[]>
  fairlearn_intersection_diff: unknown[]
  fairlearn_intersection_ratio: unknown[]
  fairlearn_control_diff: Record<string, unknown[]>
  ll144_score: { median: number; scoring_rate: unknown[]; impact_ratio: unknown[] }
  auc_by_group: unknown[]
} & Record<string, unknown>

const codesOf = (digits: string): Int32Array => Int32Array.from(digits, Number)
const digitNames = (digits: string): string[] => Array.from({ length: Math.max(...codesOf(digits)) + 1 }, (_, g) => String(g))
const LIBRARY_RATES = ['selection_rate', 'tpr', 'fpr'].map(rateNamed)

/** Individual fairness: consistency and the flip test. */
function compareNeighbours(check: Check, golden: Rows): void {
  const [truth, decided, facet] = [golden.y, golden.pred, golden.g].map((digits) => Uint8Array.from(digits, Number))
  const features = { values: Float64Array.from(golden.X.flat()), width: golden.X[0].length }
  compare(check, 'consistency of decisions', consistency(features, decided), golden.consistency_k5_incl_self_on_pred)
  compare(check, 'consistency of truth', consistency(features, truth), golden.consistency_k5_incl_self_on_y)
  const withGroup = { values: Float64Array.from(golden.X.flatMap((row, i) => [...row, facet[i] === 0 ? 1 : 0])), width: features.width + 1 }
  compare(check, 'consistency with the group as a feature', consistency(withGroup, decided), golden.aif360_consistency_on_pred_features_incl_g)
  const flipped = flipTest(
    features,
    decided,
    facet.map((g) => (g === 1 ? 1 : 0)),
  )
  compare(check, 'flip test', flipped, golden.clarify_FT)
}

function compareScores(check: Check, golden: Rows): void {
  const { median, shares } = scoringShares(Float64Array.from(golden.score), codesOf(golden.g), golden.table.length)
  const ratios = impactRatios(shares)
  check('median score', median, golden.ll144_score.median, EXACT)
  shares.forEach(({ successes, trials }, g) => {
    compare(check, `scoring rate ${g}`, trials === 0 ? 'empty-group' : successes / trials, golden.ll144_score.scoring_rate[g])
    compare(check, `scoring ratio ${g}`, ratios[g], golden.ll144_score.impact_ratio[g])
  })
}

/** Fairlearn's frame of crossings: it leaves out empty cells, and says 0 where a rate is undefined. */
function compareCrossings(check: Check, golden: Rows): void {
  const cells = Object.entries(golden.intersection_tables).map(([name, cell]) => ({ name, counts: countsOf(cell) }))
  const present = cells.filter(({ counts }) => counts.n > 0)
  LIBRARY_RATES.forEach((rate, i) => {
    for (const { name, counts } of present) {
      const value = rateOf(rate, counts)
      if (isNumber(value)) check(`${name} ${rate}`, value, goldenNumber(golden.fairlearn_intersection[name][i]), EXACT)
    }
    const spread = rateSpread(present.map(({ counts }) => rateOf(rate, counts)))
    if (isNumber(spread.difference)) check(`crossed ${rate} difference`, spread.difference, goldenNumber(golden.fairlearn_intersection_diff[i]), EXACT)
    if (isNumber(spread.ratio)) check(`crossed ${rate} ratio`, spread.ratio, goldenNumber(golden.fairlearn_intersection_ratio[i]), EXACT)
    for (const [level, differences] of Object.entries(golden.fairlearn_control_diff)) {
      const within = rateSpread(present.filter(({ name }) => name.endsWith(`|${level}`)).map(({ counts }) => rateOf(rate, counts)))
      if (isNumber(within.difference)) check(`${rate} difference within ${level}`, within.difference, goldenNumber(differences[i]), EXACT)
    }
  })
}

/** Counts of each group within each stratum. */
function strataOf(golden: Rows) {
  const groups = golden.table.length
  const cells = digitNames(golden.stratum).map(() => Array.from({ length: groups }, () => [0, 0, 0, 0]))
  for (let row = 0; row < golden.y.length; row++) {
    const cell = golden.y[row] === '1' ? (golden.pred[row] === '1' ? 0 : 2) : golden.pred[row] === '1' ? 1 : 3
    cells[Number(golden.stratum[row])][Number(golden.g[row])][cell]++
  }
  return cells.map((stratum) => stratum.map(countsOf))
}

/** Every measure of row sets: of their tables, crossings, scores, neighbours, and areas under the ROC curve by group. */
export function fairnessRows({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Rows[]) {
    const check = tally.case(golden.id)
    compareMeasures(check, golden.table.map(countsOf), strataOf(golden), golden.result)
    compareNeighbours(check, golden)
    compareScores(check, golden)
    compareCrossings(check, golden)
    const attributes = (['g', 'g2'] as const).map((attribute) => ({ attribute, codes: codesOf(golden[attribute]), names: digitNames(golden[attribute]) }))
    const truth = Uint8Array.from(golden.y, Number)
    const got = assessFairness({ attributes, selected: Uint8Array.from(golden.pred, Number), truth }, SHOW_ALL)
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
    for (const [crossed, cell] of Object.entries(golden.intersection_tables)) {
      const [group] = got.intersections[0].groups.filter((one) => one.group === crossed.replace('|', ' × '))
      const want = countsOf(cell)
      check(`${crossed} n`, group && 'n' in group ? group.n : 0, want.n)
      if (!group || !('n' in group)) continue
      const rates = { selectionRate: group.selectionRate, truePositiveRate: group.truePositiveRate, falsePositiveRate: group.falsePositiveRate }
      for (const [name, measure] of Object.entries(rates)) {
        const rate = rateOf(name as keyof typeof rates, want)
        check(`${crossed} ${name}`, valueOf(measure), isNumber(rate) ? rate : undefined, EXACT)
      }
    }
  }
  return tally.outcome()
}
