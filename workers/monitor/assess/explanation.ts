import { explainedRows } from '#server/kernel/explain/explained-rows.ts'
import type { ExplanationDetail, PathDependentImportance } from '#server/kernel/explain/explanation-result.ts'
import { dependenceOf } from '#server/kernel/explain/global/dependence.ts'
import { strongestInteractions } from '#server/kernel/explain/global/interaction-strength.ts'
import { summariseExplanation } from '#server/kernel/explain/summarise-explanation.ts'
import { spreadRows } from '#server/kernel/table/spread-rows.ts'
import type { Baseline, FeatureCells } from '#workers/inference/engine/protocol.ts'
import { cellsOf, rowRange } from './cells.ts'
import { cohortsOf } from './explain/cohorts.ts'
import { explainSample, mainEffects, prepareBaseline } from './explain/explain-sample.ts'
import type { PreparedBaseline, Sample } from './explain/explain-sample.ts'
import { partialDependence } from './explain/partial-dependence.ts'
import { limeStability } from './explain/surrogate.ts'
import { AssessmentProblem } from './plan.ts'
import type { AssessmentPlan, TableFile } from './plan.ts'
import type { Subject } from './subject.ts'

/** Rows explained: by look-up, where each takes its time, and by sampling. */
const EXACT_ROWS = 1000
const SLOW_ROWS = 200
const SAMPLED_ROWS = 48
const DEPENDENCE_FEATURES = 12
const PARTIAL_FEATURES = 8
const LIME_ROWS = 5
const LIME_BASELINE_ROWS = 5000

function scoreOf({ decision }: AssessmentPlan): Baseline['decision'] {
  if (decision) return { output: decision.output, ...(decision.class === undefined ? {} : { class: decision.class }) }
  throw new AssessmentProblem({
    code: 'no-decision',
    title: 'Nothing to explain',
    detail: 'The version does not say which output decides.',
    fix: 'Register a version with decision.output.',
  })
}

function rowsFor({ explanation }: PreparedBaseline, rows: number): number[] {
  if (!explanation.exact) return spreadRows(rows, SAMPLED_ROWS)
  return spreadRows(rows, explanation.isWalked ? SLOW_ROWS : EXACT_ROWS)
}

/** Importance by the ways that the reference takes through the trees, where the file is read as trees. */
async function pathDependent(subject: Subject, baseline: Baseline, method: string): Promise<PathDependentImportance | undefined> {
  if (method !== 'interventional-tree' && method !== 'interventional-additive') return undefined
  const prepared = await prepareBaseline(subject, { ...baseline, key: `${baseline.key} by paths`, interactions: false, pathDependent: true })
  const sample = await explainSample(subject, prepared, spreadRows(subject.evaluation.rows, SLOW_ROWS))
  if (explainedRows(sample).length === 0) return undefined
  const { method: own, exact, space, baselineRows, leavesWithoutRows = 0 } = prepared.explanation
  const { features } = summariseExplanation(subject.plan.features, sample, { method: own, exact, space, baselineRows })
  return {
    rows: baselineRows,
    leavesWithoutRows,
    features: features.map(({ feature, meanAbsoluteContribution }) => ({ feature, meanAbsoluteContribution })),
  }
}

/**
 * What is drawn of the strongest features: contributions by value, the output as one value changes, and LIME's agreement.
 *
 * @param rows of the evaluation snapshot, as the sample holds them
 * @param explained places in the sample that are explained
 */
async function detailOf(
  subject: Subject,
  baseline: Baseline,
  sample: Sample,
  rows: readonly number[],
  explained: readonly number[],
  strongest: readonly number[],
): Promise<ExplanationDetail> {
  const { plan, evaluation, reference, engine } = subject
  const { features, model } = plan
  const width = features.length
  const score = (cells: FeatureCells) => engine.ask({ kind: 'score', model, features, decision: baseline.decision, cells })
  const cellsAt = (places: readonly number[]): FeatureCells =>
    cellsOf(
      evaluation,
      features,
      places.map((place) => rows[place]),
    )
  const cells = cellsAt(explained)
  const ofFeature = (index: number) => Float64Array.from(explained, (place) => sample.contributions[place * width + index])
  const dependence = strongest.slice(0, DEPENDENCE_FEATURES).map((index) => dependenceOf(features[index], cells[index], ofFeature(index)))
  const partial = []
  for (const index of strongest.slice(0, PARTIAL_FEATURES)) {
    subject.say?.(`partial dependence on ${features[index]}`)
    const found = await partialDependence(features, index, cells, score)
    if (found) partial.push(found)
  }
  subject.say?.('comparing with LIME')
  const few = spreadRows(explained.length, LIME_ROWS).map((at) => explained[at])
  const contributions = Float64Array.from(few.flatMap((place) => [...sample.contributions.subarray(place * width, (place + 1) * width)]))
  const drawn = cellsOf(reference, features, spreadRows(reference.rows, LIME_BASELINE_ROWS))
  return { dependence, partialDependence: partial, ...(await limeStability(cellsAt(few), drawn, contributions, score)) }
}

function requireScores(explained: readonly number[], { snapshotId }: TableFile): void {
  if (explained.length > 0) return
  throw new AssessmentProblem({
    code: 'no-scores',
    title: 'No row has a score',
    detail: `The model gives no row of a sample of the snapshot ${snapshotId} a finite score that can be explained.`,
    fix: 'Send a snapshot with rows whose values the model can score: without a missing or infinite value where it takes none.',
  })
}

/** What moves the score, and how: contributions of evaluated rows against the reference as baseline. */
export async function explanation(subject: Subject) {
  const { plan, evaluation, reference } = subject
  const { features, decision } = plan
  const score = scoreOf(plan)
  const cells = cellsOf(reference, features, rowRange(0, reference.rows))
  const baseline: Baseline = { key: plan.reference.digest, features, decision: score, cells, interactions: true }
  const prepared = await prepareBaseline(subject, baseline)
  const rows = rowsFor(prepared, evaluation.rows)
  const sample = await explainSample(subject, prepared, rows)
  const explained = explainedRows(sample)
  requireScores(explained, plan.evaluation)
  const { method, exact, space, why, baselineRows } = prepared.explanation
  const summary = summariseExplanation(features, sample, { method, exact, space, baselineRows })
  const { interactions } = sample
  const effects = interactions && mainEffects(sample, interactions, features.length, explained)
  const strongest = summary.features.map(({ feature }) => features.indexOf(feature))
  const paths = await pathDependent(subject, baseline, method)
  const detail = await detailOf(subject, baseline, sample, rows, explained, strongest)
  const named = { snapshotId: plan.reference.snapshotId, rows: baselineRows }
  return {
    parameters: { features, decision, baseline: named, sampleRows: rows.length },
    result: {
      ...summary,
      features: summary.features.map((one, at) => (effects ? { ...one, meanAbsoluteMainEffect: effects[strongest[at]] } : one)),
      baseline: named,
      ...detail,
      ...(interactions ? { interactions: strongestInteractions(features, interactions, explained) } : {}),
      cohorts: cohortsOf(subject, sample, rows),
      ...(paths ? { pathDependent: paths } : {}),
      ...(why ? { whyNotExact: why } : {}),
    },
  }
}
