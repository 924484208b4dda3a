import { Worker } from 'node:worker_threads'
import { explain, MissingBaseline, prepare } from './explanation/explain.ts'
import { scorerOf } from './explanation/scorer.ts'
import { modelOf } from './models.ts'
import type { EngineAnswer, EngineReply, EngineRequest, Numbered, Ready } from './protocol.ts'

/** A process that holds sessions and answers requests one after another; whatever it does, only itself is lost. */

async function answer(request: EngineRequest): Promise<EngineAnswer> {
  switch (request.kind) {
    case 'load':
      return (await modelOf(request.model)).provider
    case 'run': {
      const model = await modelOf(request.model)
      return { ...(await model.run(request.feeds, request.fetches)), executionProvider: model.provider.executionProvider }
    }
    case 'prepare':
      return prepare(request.model, request.baseline)
    case 'score': {
      const scorer = scorerOf(await modelOf(request.model), request)
      return scorer.score(scorer.typed(request.cells))
    }
    case 'explain':
      return explain(request.model, request.baselineKey, request.cells)
  }
}

async function reply({ id, ...request }: Numbered): Promise<EngineReply> {
  try {
    return { id, ok: true, answer: await answer(request) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { id, ok: false, error: reason, ...(error instanceof MissingBaseline ? { missing: 'baseline' } : {}) }
  }
}

const say = (message: EngineReply | Ready): unknown => process.send?.(message)

const guard = new Worker(new URL('./guard.ts', import.meta.url), { workerData: { megabytes: Number(process.argv[2]), parent: process.ppid } })
guard.unref()

// Its parent ends it, after what is under way: not the terminal that ends them all.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.once('disconnect', () => process.exit(0))

let before: Promise<unknown> = Promise.resolve()
process.on('message', (message) => {
  before = before.then(async () => say(await reply(message as Numbered)))
})
say({ ready: true })
