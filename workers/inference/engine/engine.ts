import { BoundedCache } from './bounded-cache.ts'
import { EngineError } from './engine-error.ts'
import type { Baseline, EngineAnswer, EngineAnswers, EngineRequest, ModelFile } from './protocol.ts'
import { openSlot, warmthOf } from './slot.ts'
import type { Slot } from './slot.ts'

export { EngineError } from './engine-error.ts'

export interface EngineOptions {
  /** Processes; each computes with one thread. */
  children: number
  /** How long one request may run, and wait, before it is given up (30,000). */
  requestTimeoutMs?: number
  /** Requests that may wait for a free process (1,024). */
  queue?: number
  /** Resident memory of a process, above which it is ended (1,400). */
  megabytes?: number
}

type Kind = EngineRequest['kind']
export type RequestOf<K extends Kind> = Extract<EngineRequest, { kind: K }>

export interface Engine {
  /**
   * Answers a request in the process that is free and has most of what it needs. `load` loads into every process and
   * answers with the first.
   * `explain` prepares a baseline again wherever it is not known yet, as long as this engine was given it by `prepare`.
   * Every request settles: an error is always an EngineError.
   */
  ask: <K extends Kind>(request: RequestOf<K>, options?: { timeoutMs?: number }) => Promise<EngineAnswers[K]>
  /** Processes that run, those without work, and the requests that wait. */
  status: () => { pids: number[]; free: number; waiting: number }
  /** Ends all processes; what is still under way is rejected as `gone`. */
  close: () => Promise<void>
}

interface Job {
  request: EngineRequest
  timeoutMs: number
  /** The only slot that may take it. */
  slot: Slot | null
  waiting: NodeJS.Timeout
  resolve: (done: { slot: Slot; answer: EngineAnswer }) => void
  reject: (error: EngineError) => void
}

const BASELINES = { count: 32, size: 20_000_000 }

/** The free slot that has most of what the request needs. */
function bestSlot(job: Job, slots: readonly Slot[]): Slot | null {
  let best: Slot | null = null
  let most = -1
  for (const slot of slots) {
    if (!slot.free || (job.slot !== null && job.slot !== slot)) continue
    const warmth = (slot.warm.has(warmthOf(job.request)) ? 2 : 0) + (slot.warm.has(job.request.model.digest) ? 1 : 0)
    if (warmth > most) [best, most] = [slot, warmth]
  }
  return best
}

/** Starts the processes that hold sessions. */
export function openEngine(options: EngineOptions): Engine {
  const { children, requestTimeoutMs = 30_000, queue: longest = 1024, megabytes = 1400 } = options
  const waiting: Job[] = []
  const slots: Slot[] = []
  const baselines = new BoundedCache<{ model: ModelFile; baseline: Baseline }>(BASELINES)
  let closing = false

  const give = (job: Job, slot: Slot) => {
    clearTimeout(job.waiting)
    slot.ask(job.request, job.timeoutMs).then((answer) => job.resolve({ slot, answer }), job.reject)
  }
  const pump = () => {
    for (let at = 0; at < waiting.length && slots.some((slot) => slot.free);) {
      const slot = bestSlot(waiting[at], slots)
      if (slot) give(waiting.splice(at, 1)[0], slot)
      else at++
    }
  }
  const submit = (request: EngineRequest, timeoutMs: number, slot: Slot | null = null) =>
    new Promise<{ slot: Slot; answer: EngineAnswer }>((resolve, reject) => {
      if (closing) return reject(new EngineError('gone', 'The engine is closed.'))
      if (waiting.length >= longest) return reject(new EngineError('busy', `${longest} requests wait for a free engine already.`))
      const giveUp = () => {
        waiting.splice(waiting.indexOf(job), 1)
        reject(new EngineError('busy', `No engine became free within ${timeoutMs} ms.`))
      }
      const job: Job = { request, timeoutMs, slot, waiting: setTimeout(giveUp, timeoutMs), resolve, reject }
      waiting.push(job)
      return pump()
    })

  const load = async (request: EngineRequest, timeoutMs: number): Promise<EngineAnswer> => {
    const loads = slots.map((slot) => submit(request, timeoutMs, slot))
    // The first that has it answers: one that is stuck must not hold back the others.
    return Promise.any(loads).then(
      (done) => done.answer,
      () => loads[0].then((done) => done.answer),
    )
  }
  const prepare = async (request: RequestOf<'prepare'>, timeoutMs: number): Promise<EngineAnswer> => {
    const { answer } = await submit(request, timeoutMs)
    const { model, baseline } = request
    baselines.set(
      warmthOf(request),
      { model, baseline },
      baseline.cells.reduce((sum, column) => sum + column.length, 0),
    )
    return answer
  }
  const explain = async (request: RequestOf<'explain'>, timeoutMs: number): Promise<EngineAnswer> => {
    try {
      return (await submit(request, timeoutMs)).answer
    } catch (error) {
      const known = baselines.get(warmthOf(request))
      if (!(error instanceof EngineError) || error.missing !== 'baseline' || !known) throw error
      const { slot } = await submit({ kind: 'prepare', ...known }, Math.max(timeoutMs, requestTimeoutMs))
      return (await submit(request, timeoutMs, slot)).answer
    }
  }
  const answer = (request: EngineRequest, timeoutMs: number): Promise<EngineAnswer> => {
    switch (request.kind) {
      case 'load':
        return load(request, timeoutMs)
      case 'prepare':
        return prepare(request, timeoutMs)
      case 'explain':
        return explain(request, timeoutMs)
      case 'run':
      case 'score':
        return submit(request, timeoutMs).then((done) => done.answer)
    }
  }
  for (let i = 0; i < children; i++) slots.push(openSlot({ megabytes, whenFree: pump }))
  return {
    ask: <K extends Kind>(request: RequestOf<K>, { timeoutMs = requestTimeoutMs }: { timeoutMs?: number } = {}) =>
      answer(request, timeoutMs) as Promise<EngineAnswers[K]>,
    status: () => ({
      pids: slots.flatMap((slot) => slot.pid ?? []),
      free: slots.filter((slot) => slot.free).length,
      waiting: waiting.length,
    }),
    async close() {
      closing = true
      for (const job of waiting.splice(0)) {
        clearTimeout(job.waiting)
        job.reject(new EngineError('gone', 'The engine is closed.'))
      }
      await Promise.all(slots.map((slot) => slot.stop()))
    },
  }
}
