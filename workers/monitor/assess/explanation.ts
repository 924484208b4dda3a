import { summariseExplanation } from '#server/kernel/explain/summarise-explanation.ts'
import { cellsOf, rowRange, spreadRows } from './cells.ts'
import { AssessmentProblem } from './plan.ts'
import type { Subject } from './subject.ts'

const EXACT_ROWS = 1000
const SAMPLED_ROWS = 48
const BATCH = 16

/** What moves the score: mean absolute contributions over evaluated rows, against the reference as baseline. */
export async function explanation({ plan, evaluation, reference, engine }: Subject) {
  const { features, decision, model } = plan
  if (!decision)
    throw new AssessmentProblem({
      code: 'no-decision',
      title: 'Nothing to explain',
      detail: 'The version does not say which output decides.',
      fix: 'Register a version with decision.output.',
    })
  const score = { output: decision.output, ...(decision.class === undefined ? {} : { class: decision.class }) }
  const key = plan.reference.digest
  const cells = cellsOf(reference, features, rowRange(0, reference.rows))
  const prepared = await engine.ask({ kind: 'prepare', model, baseline: { key, features, decision: score, cells } })
  const rows = spreadRows(evaluation.rows, prepared.exact ? EXACT_ROWS : SAMPLED_ROWS)
  const contributions = new Float64Array(rows.length * features.length)
  const margins = new Float64Array(rows.length)
  let baseValue = Number.NaN
  for (let from = 0; from < rows.length; from += BATCH) {
    const part = rows.slice(from, from + BATCH)
    const explained = await engine.ask({ kind: 'explain', model, baselineKey: key, cells: cellsOf(evaluation, features, part) })
    contributions.set(explained.contributions, from * features.length)
    margins.set(explained.margins, from)
    baseValue = explained.baseValue
  }
  const { method, exact, space, why, baselineRows } = prepared
  const summary = summariseExplanation(features, { contributions, baseValue, margins, rows: rows.length }, { method, exact, space, baselineRows })
  const baseline = { snapshotId: plan.reference.snapshotId, rows: baselineRows }
  return { parameters: { features, decision, baseline, sampleRows: rows.length }, result: { ...summary, baseline, ...(why ? { whyNotExact: why } : {}) } }
}
