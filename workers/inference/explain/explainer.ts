import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { rowsOfCells, sliceCells } from '#server/kernel/tensor/feeds.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import type { Asks } from '#workers/inference/batching/asks.ts'
import type { Explained, ModelFile } from '#workers/inference/engine/protocol.ts'
import { Refused } from '#workers/inference/refused.ts'
import type { HeldBaseline } from './baselines.ts'

/** Rows of one question to an engine: others get their turn between. */
const EXACT_ROWS = 512
const SAMPLED_ROWS = 4
const MOST_SAMPLED = 256
const TIMEOUT_MS = 25_000

export interface Explainer {
  /** Contributions of every row against a baseline; throws Refused 400 for more rows than can be sampled in one request. */
  explain(model: ModelFile, held: HeldBaseline, cells: FeatureCells): Promise<Explained>
}

const flat = (parts: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Null as soon as one part is. */
function flatOrNull(parts: readonly (Float64Array | null)[]): Float64Array | null {
  const given = parts.filter((part) => part !== null)
  return given.length === parts.length ? flat(given) : null
}

function joined(parts: readonly Explained[]): Explained {
  if (parts.length === 1) return parts[0]
  return {
    ...parts[0],
    contributions: flat(parts.map((part) => part.contributions)),
    interactions: flatOrNull(parts.map((part) => part.interactions)),
    bounds: flatOrNull(parts.map((part) => part.bounds)),
    errors: flatOrNull(parts.map((part) => part.errors)),
    margins: flat(parts.map((part) => part.margins)),
    outputs: flat(parts.map((part) => part.outputs)),
  }
}

const keyOf = (model: ModelFile, held: HeldBaseline): string => `${model.digest} ${held.baseline.key}`

export function openExplainer(engine: Asks): Explainer {
  const prepared = new Map<string, Promise<{ exact: boolean }>>()
  const prepare = (model: ModelFile, held: HeldBaseline): Promise<{ exact: boolean }> => {
    const key = keyOf(model, held)
    let asking = prepared.get(key)
    if (!asking) {
      asking = engine.ask({ kind: 'prepare', model, baseline: held.baseline }, { timeoutMs: TIMEOUT_MS })
      asking.catch(() => prepared.delete(key))
      prepared.set(key, asking)
    }
    return asking
  }
  const explain: Explainer['explain'] = async (model, held, cells) => {
    const { exact } = await prepare(model, held)
    const rows = rowsOfCells(cells)
    if (!exact && rows > MOST_SAMPLED)
      throw new Refused(400, `This model is explained by sampling, at most ${MOST_SAMPLED} rows in one request; there are ${rows}.`)
    const parts: Explained[] = []
    const step = exact ? EXACT_ROWS : SAMPLED_ROWS
    for (let from = 0; from < rows; from += step) {
      const part = sliceCells(cells, from, Math.min(rows, from + step))
      parts.push(await engine.ask({ kind: 'explain', model, baselineKey: held.baseline.key, cells: part }, { timeoutMs: TIMEOUT_MS }))
    }
    return joined(parts)
  }
  return {
    explain: (model, held, cells) =>
      explain(model, held, cells).catch((error: unknown) => {
        if (!(error instanceof EngineError) || error.missing !== 'baseline') throw error
        // The engine has let the baseline go since: it is given it again, once.
        prepared.delete(keyOf(model, held))
        return explain(model, held, cells)
      }),
  }
}
