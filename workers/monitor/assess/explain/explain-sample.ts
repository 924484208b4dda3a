import { pairIndex } from '#server/kernel/explain/ensemble/leaf-credit.ts'
import type { ExplainedSample } from '#server/kernel/explain/summarise-explanation.ts'
import type { Baseline, Explanation, FeatureCells } from '#workers/inference/engine/protocol.ts'
import { cellsOf } from '../cells.ts'
import type { Subject } from '../subject.ts'

/** Rows of one question: few where a row takes its time, so that progress is seen. */
const BATCH = 128
const SLOW_BATCH = 8

/** A prepared baseline, by the key that the engine knows it under. */
export interface PreparedBaseline {
  key: string
  explanation: Explanation
}

export interface Sample extends ExplainedSample {
  outputs: Float64Array
  /** Row-major, rows × pairs; null where interactions are not exact. */
  interactions: Float64Array | null
}

export async function prepareBaseline({ plan, engine }: Subject, baseline: Baseline): Promise<PreparedBaseline> {
  return { key: baseline.key, explanation: await engine.ask({ kind: 'prepare', model: plan.model, baseline }) }
}

/** Explains the given rows of the evaluation snapshot. */
export async function explainSample(subject: Subject, { key, explanation }: PreparedBaseline, rows: readonly number[]): Promise<Sample> {
  const { plan, evaluation, engine } = subject
  const width = plan.features.length
  const contributions = new Float64Array(rows.length * width)
  const [margins, outputs, bounds] = [new Float64Array(rows.length), new Float64Array(rows.length), new Float64Array(rows.length)]
  const pairs = (width * (width - 1)) / 2
  let interactions: Float64Array | null = null
  let isMeasured = true
  const step = explanation.exact && !explanation.isWalked ? BATCH : SLOW_BATCH
  for (let from = 0; from < rows.length; from += step) {
    const cells: FeatureCells = cellsOf(evaluation, plan.features, rows.slice(from, from + step))
    const part = await engine.ask({ kind: 'explain', model: plan.model, baselineKey: key, cells })
    contributions.set(part.contributions, from * width)
    margins.set(part.margins, from)
    outputs.set(part.outputs, from)
    if (part.bounds) bounds.set(part.bounds, from)
    else isMeasured = false
    if (part.interactions) {
      interactions ??= new Float64Array(rows.length * pairs)
      interactions.set(part.interactions, from * pairs)
    }
    subject.say?.(`explained ${Math.min(rows.length, from + step)} of ${rows.length} rows`)
  }
  const sample = { contributions, baseValue: explanation.baseValue, margins, rows: rows.length, outputs, interactions }
  return isMeasured ? { ...sample, measured: { outputs, bounds, link: explanation.link } } : sample
}

/** Mean absolute main effect of each feature over the given rows: its contribution without half of every interaction. */
export function mainEffects({ contributions }: Sample, interactions: Float64Array, features: number, rows: readonly number[]): number[] {
  const pairs = (features * (features - 1)) / 2
  return Array.from({ length: features }, (_, i) => {
    let sum = 0
    for (const row of rows) {
      let alone = contributions[row * features + i]
      for (let j = 0; j < features; j++) if (j !== i) alone -= interactions[row * pairs + pairIndex(Math.min(i, j), Math.max(i, j))] / 2
      sum += Math.abs(alone)
    }
    return sum / rows.length
  })
}
