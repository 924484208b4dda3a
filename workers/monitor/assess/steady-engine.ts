import { EngineError } from '#workers/inference/engine/engine.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import { openLazyEngine } from '#workers/inference/engine/lazy-engine.ts'

/** Batches and baselines of a large snapshot take their time, and an assessment has a limit of its own. */
const REQUEST_MS = 5 * 60_000

/**
 * An engine of one process, started with the first request, for not every assessment runs the model. It asks once more when the
 * process ended under a request: it may have been killed, not failed.
 */
export function openSteadyEngine(): Engine {
  const engine = openLazyEngine({ children: 1, requestTimeoutMs: REQUEST_MS })
  return {
    ...engine,
    ask: (request, options) =>
      engine.ask(request, options).catch((error: unknown) => {
        if (error instanceof EngineError && error.kind === 'gone') return engine.ask(request, options)
        throw error
      }),
  }
}
