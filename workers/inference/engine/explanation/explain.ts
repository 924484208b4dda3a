import { explainerFor } from '#server/kernel/explain/explainer-for.ts'
import type { Explainer } from '#server/kernel/explain/explainer-for.ts'
import { readModel } from '#server/kernel/onnx/read-model.ts'
import { OnnxReadError } from '#server/kernel/onnx/wire.ts'
import { BoundedCache } from '../bounded-cache.ts'
import { modelOf, readVerified } from '../models.ts'
import type { Baseline, Explained, Explanation, FeatureCells, ModelFile } from '../protocol.ts'
import { prepareAgnostic } from './agnostic.ts'
import { prepareExact } from './exact.ts'
import type { Prepared } from './prepared.ts'
import { scorerOf } from './scorer.ts'
import type { Scorer } from './scorer.ts'

const PREPARED = { count: 32, size: 256 * 2 ** 20 }

/** The baseline is not prepared here (any more); its bytes have to be sent once more. */
export class MissingBaseline extends Error {}

const prepared = new BoundedCache<{ scorer: Scorer; prepared: Prepared }>(PREPARED)
const keyOf = (model: ModelFile, key: string): string => `${model.digest} ${key}`

async function readExplainer(model: ModelFile, { decision, features, space }: Baseline): Promise<Explainer> {
  if (space === 'output') return { exact: false, why: 'The output itself was asked for' }
  try {
    return explainerFor(readModel(await readVerified(model)), decision, features)
  } catch (error) {
    if (error instanceof OnnxReadError) return { exact: false, why: error.message }
    throw error
  }
}

async function prepareFrom(model: ModelFile, baseline: Baseline, scorer: Scorer): Promise<Prepared> {
  const cells = scorer.typed(baseline.cells)
  const explainer = await readExplainer(model, baseline)
  if (!explainer.exact && baseline.pathDependent) throw new Error(`No trees are read from the file: ${explainer.why}`)
  if (!explainer.exact) return prepareAgnostic(scorer, cells, baseline, explainer.why)
  const found = await prepareExact(explainer, scorer, cells, baseline)
  if (typeof found === 'string' && baseline.pathDependent) throw new Error(found)
  return typeof found === 'string' ? prepareAgnostic(scorer, cells, baseline, found) : found
}

/**
 * Prepares a baseline once: exactly from the file where its score is a sum of trees and weighted columns, through the
 * session otherwise.
 */
export async function prepare(model: ModelFile, baseline: Baseline): Promise<Explanation> {
  const key = keyOf(model, baseline.key)
  const known = prepared.get(key)
  if (known) return known.prepared.explanation
  const scorer = scorerOf(await modelOf(model), baseline)
  const made = await prepareFrom(model, baseline, scorer)
  prepared.set(key, { scorer, prepared: made }, made.bytes)
  return made.explanation
}

/** Explains rows against a prepared baseline. Throws MissingBaseline where there is none. */
export async function explain(model: ModelFile, baselineKey: string, cells: FeatureCells): Promise<Explained> {
  const known = prepared.get(keyOf(model, baselineKey))
  if (!known) throw new MissingBaseline('The baseline is not prepared in this engine.')
  return known.prepared.explain(known.scorer.typed(cells))
}
