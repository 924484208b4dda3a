import { EngineError, openEngine } from '#workers/inference/engine/engine.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'

/** Batches and baselines of a large snapshot take their time, and an assessment has a limit of its own. */
const REQUEST_MS = 5 * 60_000

/**
 * An engine of one process, started with the first request, for not every assessment runs the model. It asks once more when the
 * process ended under a request: it may have been killed, not failed.
 */
export function openSteadyEngine(): Engine {
  let opened: Engine | null = null
  const engine = (): Engine => (opened ??= openEngine({ children: 1, requestTimeoutMs: REQUEST_MS }))
  return {
    ask: (request, options) =>
      engine()
        .ask(request, options)
        .catch((error: unknown) => {
          if (error instanceof EngineError && error.kind === 'gone') return engine().ask(request, options)
          throw error
        }),
    status: () => engine().status(),
    close: async () => opened?.close(),
  }
}
