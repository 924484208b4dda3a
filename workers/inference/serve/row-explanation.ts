import type { RowExplanation } from '#server/contracts/serving.ts'
import { applyLink } from '#server/kernel/explain/additive-model.ts'
import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import type { Explained, ModelFile } from '#workers/inference/engine/protocol.ts'
import type { HeldBaseline } from '#workers/inference/explain/baselines.ts'
import { Refused } from '#workers/inference/refused.ts'
import type { Parts } from './parts.ts'

/** Contributions of one row of cells, for the console; throws Refused 409 where the model cannot take it, 503 where no engine answers. */
export async function explainOne(parts: Parts, model: ModelFile, held: HeldBaseline, cells: FeatureCells): Promise<Explained> {
  return parts.consoleExplainer.explain(model, held, cells).catch((error: unknown) => {
    if (error instanceof EngineError) throw new Refused(error.kind === 'failed' ? 409 : 503, `The row cannot be explained: ${error.message}`)
    throw error
  })
}

/**
 * One explained row as clients read it.
 *
 * @param values of the features as they were sent
 * @param output the decision score that the contributions have to add up to
 * @throws Refused 409 where the row has no finite score
 */
export function asExplanation(explained: Explained, held: HeldBaseline, values: (number | string | null)[], output: number): RowExplanation {
  const { contributions, errors, errorReach, baseValue, method, exact, space } = explained
  const margin = contributions.reduce((sum, contribution) => sum + contribution, baseValue)
  if (!Number.isFinite(margin) || !Number.isFinite(output)) {
    throw new Refused(409, 'The row cannot be explained: the model gives it no finite score, because of a value that is missing.')
  }
  return {
    method,
    exact,
    space,
    baseline: { snapshotId: held.snapshotId, rows: explained.baselineRows },
    evidenceId: held.evidenceId,
    baseValue,
    attributions: held.baseline.features.map((feature, i) => {
      const contribution = contributions[i]
      const half = (errorReach ?? 0) * (errors?.[i] ?? 0)
      return { feature, value: values[i], contribution, ...(errors ? { lower: contribution - half, upper: contribution + half } : {}) }
    }),
    margin,
    additivityError: applyLink(explained.link, margin) - output,
    ...(explained.bounds ? { additivityBound: explained.bounds[0] } : {}),
    output,
  }
}
