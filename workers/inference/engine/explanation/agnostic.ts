import { BaselineError } from '#server/kernel/explain/prepared-model.ts'
import { EXPLAINED_ROW, mean, scorePlan } from '#server/kernel/explain/sampling/coalition-plan.ts'
import {
  ENUMERATED_METHOD,
  ENUMERATED_PLAYERS,
  enumeratedContributions,
  enumeratedInteractions,
  enumeratedShapleyPlan,
} from '#server/kernel/explain/sampling/enumerated-shapley.ts'
import { randomIntegers, shuffle } from '#server/kernel/explain/sampling/random-order.ts'
import { errorReach, SAMPLED_METHOD, sampledContributions, sampledShapleyPlan } from '#server/kernel/explain/sampling/sampled-shapley.ts'
import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { rowsOfCells } from '#server/kernel/tensor/feeds.ts'
import type { Baseline, Explanation } from '../protocol.ts'
import type { Prepared } from './prepared.ts'
import { pickRows } from './scorer.ts'
import type { Scorer } from './scorer.ts'

/** The same for every row, so that a row is explained alike alone and among others. */
const SEED = 20_260_101
const MOST_BASELINE_ROWS = 20_000
/** Scores of one row's explanation: listed in full up to the first, else sampled with about the second. */
const ENUMERATED_SCORES = 32_768
const SAMPLED_SCORES = 8192
const LEAST_PERMUTATIONS = 4
const MOST_PERMUTATIONS = 400
const BATCH = 2048

/** Baseline rows that have a score, with it; of very many a part drawn with a fixed seed. */
async function scoredBaseline(scorer: Scorer, cells: FeatureCells): Promise<{ cells: FeatureCells; scores: Float64Array; isPart: boolean }> {
  const order = Int32Array.from({ length: rowsOfCells(cells) }, (_, row) => row)
  const isPart = order.length > MOST_BASELINE_ROWS
  if (isPart) shuffle(order, 0, order.length, randomIntegers(SEED))
  const drawn = isPart ? pickRows(cells, Array.from(order.subarray(0, MOST_BASELINE_ROWS).toSorted())) : cells
  const scores = await scorer.score(drawn)
  const kept = Array.from(scores.keys()).filter((row) => !Number.isNaN(scores[row]))
  if (kept.length === 0) throw new BaselineError('The baseline has no row that the model gives a score; give it at least one')
  if (kept.length === scores.length) return { cells: drawn, scores, isPart }
  return { cells: pickRows(drawn, kept), scores: Float64Array.from(kept, (row) => scores[row]), isPart }
}

/** Mixtures of one explained row with baseline rows, as the plan chose them; `playerOf` names the player of each feature. */
function mixed(choice: Int32Array, count: number, players: number, playerOf: readonly number[], given: FeatureCells, row: number, baseline: FeatureCells) {
  return given.map((own, feature): FeatureCells[number] => {
    const other = baseline[feature]
    const pick = (i: number) => {
      const from = choice[i * players + playerOf[feature]]
      return from === EXPLAINED_ROW ? own[row] : other[from]
    }
    if (!(own instanceof Float64Array && other instanceof Float64Array)) return Array.from({ length: count }, (_, i) => pick(i))
    const column = new Float64Array(count)
    for (let i = 0; i < count; i++) column[i] = Number(pick(i))
    return column
  })
}

function planFor(players: number, rows: number, isPart: boolean) {
  if (!isPart && players <= ENUMERATED_PLAYERS && (2 ** players - 2) * rows <= ENUMERATED_SCORES) {
    const plan = enumeratedShapleyPlan(players, rows)
    const contributionsOf = (scores: Float64Array, rowScore: number, baseline: Float64Array) => enumeratedContributions(plan, scores, rowScore, baseline)
    const interactionsOf = (scores: Float64Array, rowScore: number, baseline: Float64Array) => enumeratedInteractions(plan, scores, rowScore, baseline)
    return { plan, contributionsOf, interactionsOf, exact: true, method: ENUMERATED_METHOD, errorReach: null }
  }
  const affordable = Math.floor(SAMPLED_SCORES / Math.max(1, 2 * (players - 1)))
  const permutations = Math.min(MOST_PERMUTATIONS, Math.max(LEAST_PERMUTATIONS, affordable))
  const plan = sampledShapleyPlan({ players, background: rows, permutations, seed: SEED })
  const contributionsOf = (scores: Float64Array, rowScore: number, baseline: Float64Array) => sampledContributions(plan, scores, rowScore, baseline)
  return { plan, contributionsOf, interactionsOf: null, exact: false, method: SAMPLED_METHOD, errorReach: errorReach(permutations) }
}

/**
 * Shapley values of the model's output through its session: from all coalitions where they are few, else sampled with the
 * standard error of each, at some 8,000 scores a row.
 *
 * @param why the file cannot be explained by itself
 */
export async function prepareAgnostic(scorer: Scorer, cells: FeatureCells, asked: Pick<Baseline, 'players' | 'interactions'>, why: string): Promise<Prepared> {
  const baseline = await scoredBaseline(scorer, cells)
  const playerOf = asked.players ?? scorer.features.map((_, feature) => feature)
  const width = Math.max(...playerOf) + 1
  const { plan, contributionsOf, interactionsOf, exact, method, errorReach: reach } = planFor(width, baseline.scores.length, baseline.isPart)
  const named = scorer.decision.class
  const explanation: Explanation = {
    method,
    exact,
    space: 'output',
    spaceText: `output${named === undefined ? '' : ` of class ${named}`} (no link)`,
    link: 'identity',
    why: exact ? null : why,
    baselineRows: baseline.scores.length,
    baseValue: mean(baseline.scores),
    isWalked: exact,
    errorReach: reach,
  }
  return {
    explanation,
    bytes: baseline.scores.length * scorer.features.length * 8,
    async explain(given) {
      const outputs = await scorer.score(given)
      const contributions = new Float64Array(outputs.length * width)
      const errors = new Float64Array(outputs.length * width)
      const pairs = asked.interactions && interactionsOf ? (width * (width - 1)) / 2 : 0
      const interactions = new Float64Array(outputs.length * pairs)
      for (const [row, output] of outputs.entries()) {
        const scores = await scorePlan(plan, (choice, count) => scorer.score(mixed(choice, count, width, playerOf, given, row, baseline.cells)), BATCH)
        const found = contributionsOf(scores, output, baseline.scores)
        contributions.set(found.contributions, row * width)
        errors.set(found.standardErrors, row * width)
        if (pairs > 0 && interactionsOf) interactions.set(interactionsOf(scores, output, baseline.scores), row * pairs)
      }
      return {
        ...explanation,
        contributions,
        interactions: pairs > 0 ? interactions : null,
        bounds: null,
        errors: exact ? null : errors,
        margins: outputs,
        outputs,
      }
    },
  }
}
