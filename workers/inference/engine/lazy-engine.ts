import { EngineError } from './engine-error.ts'
import { openEngine } from './engine.ts'
import type { Engine, EngineOptions } from './engine.ts'

const NOTHING = { pids: [], free: 0, waiting: 0 }

/** An engine whose processes start with the first request. */
export function openLazyEngine(options: EngineOptions): Engine {
  let opened: Engine | null = null
  let closed = false
  return {
    ask(request, asked) {
      if (closed) return Promise.reject(new EngineError('gone', 'The engine is closed.'))
      opened ??= openEngine(options)
      return opened.ask(request, asked)
    },
    status: () => opened?.status() ?? NOTHING,
    async close() {
      closed = true
      await opened?.close()
    },
  }
}
