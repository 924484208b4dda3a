import { setTimeout as wait } from 'node:timers/promises'
import type { Actor } from '#server/contracts/actor.ts'
import { permitPrediction } from '#workers/inference/auth/key-cache.ts'
import type { ServedVersion } from '#workers/inference/catalog/served-version.ts'
import { whyNotServed } from '#workers/inference/catalog/why-not-served.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import { Refused, refuseWith } from '#workers/inference/refused.ts'
import type { Parts } from './parts.ts'

const OUT_OF_TOUCH = 'The database has not been heard of for more than a second, so nothing is known to be allowed to serve.'

/** How long a request waits for word from the database: it may be this process that was busy, not the database out of reach. */
const PATIENCE_MS = 300

async function keepInTouch({ catalog }: Parts): Promise<void> {
  if (catalog.isFresh()) return
  await Promise.race([catalog.refresh().catch(() => undefined), wait(PATIENCE_MS, undefined, { ref: false })])
  if (!catalog.isFresh()) refuseWith(503, OUT_OF_TOUCH)
}

async function findOrRefuse({ catalog, db }: Parts, model: string, version: string | null): Promise<ServedVersion> {
  try {
    // What was granted a moment ago serves at once.
    await catalog.refresh()
    const served = catalog.find(model, version)
    if (served) return served
    throw await whyNotServed(db, model, version)
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(503, OUT_OF_TOUCH)
  }
}

/**
 * The version that may serve this actor now. Throws Refused: 403 without the permission or a live grant (with the reason),
 * 404 for an unknown model, 503 when the database is out of reach.
 */
export async function servedFor(parts: Parts, actor: Actor, model: string, version: string | null): Promise<ServedVersion> {
  permitPrediction(actor, null)
  await keepInTouch(parts)
  const served = parts.catalog.find(model, version) ?? (await findOrRefuse(parts, model, version))
  permitPrediction(actor, served.teamId)
  return served
}

const SENTENCES = {
  gone: 'The process that ran the model ended under the request; another takes its place.',
  timeout: 'The model did not answer in time; its process was ended and another takes its place.',
  busy: 'No engine became free in time.',
}

/** What a client is told of an engine's error; an input that the model cannot compute is told from a model that is lost. */
export async function engineRefusal(error: unknown, parts: Parts, served: ServedVersion): Promise<unknown> {
  if (!(error instanceof EngineError)) return error
  if (error.kind !== 'failed') return new Refused(503, `${SENTENCES[error.kind]} (${error.message})`)
  const isInput = await parts.fleet.stillLoads(served)
  return isInput
    ? new Refused(400, `The model could not compute these inputs: ${error.message}`)
    : new Refused(503, `Version ${served.number} of ${served.modelName} cannot be loaded now: ${error.message}`)
}
