import type { WhatIfAnswer } from '#server/contracts/serving.ts'
import { thresholdOf } from '#server/domain/governance/index.ts'
import { versionById } from '#server/domain/registry/index.ts'
import { Refused } from '#workers/inference/refused.ts'
import type { Parts } from './parts.ts'
import { asExplanation, explainOne } from './row-explanation.ts'

/**
 * Scores and explains one row that was never predicted, against the baseline of the version's newest explanation evidence.
 * Any version that passed intake may be examined so, before it is approved: nothing is recorded.
 *
 * @param cells one per feature of the version
 * @throws Refused 404 without such a version, 409 when it cannot be explained, 503
 */
export async function whatIf(parts: Parts, versionId: string, cells: (number | string | null)[]): Promise<WhatIfAnswer> {
  const { version } = await versionById(parts.db, versionId)
  if (!version.servingDigest) throw new Refused(409, 'The version has no model to load.')
  const held = await parts.baselines.of(version.id)
  const { features } = held.baseline
  if (cells.length !== version.features.length)
    throw new Refused(409, `The version has ${version.features.length} features; the row holds ${cells.length} values.`)
  const columns = features.map((feature) => [cells[version.features.indexOf(feature)] ?? null])
  const model = { digest: version.servingDigest, path: parts.store.pathOf(version.servingDigest) }
  const explained = await explainOne(parts, model, held, columns)
  const [output] = explained.outputs
  const explanation = asExplanation(
    explained,
    held,
    columns.map(([cell]) => cell),
    output,
  )
  const threshold = await thresholdOf(parts.db, version)
  return { output, ...(threshold === null ? {} : { decision: { positive: output >= threshold, threshold } }), explanation }
}
