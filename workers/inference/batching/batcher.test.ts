import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import type { EngineAnswers, EngineRequest } from '#workers/inference/engine/protocol.ts'
import type { Asks } from './asks.ts'
import { openBatcher } from './batcher.ts'
import type { RunJob } from './batcher.ts'

type Run = Extract<EngineRequest, { kind: 'run' }>

const model = { digest: 'sha256:a', path: '/nowhere' }
const job = (values: number[], joins = true, name = 'x'): RunJob => ({
  model,
  feeds: [{ name, datatype: 'FP64', dims: [values.length], values: Float64Array.from(values) }],
  fetches: ['y'],
  rows: values.length,
  joins,
})
const doubled = ({ feeds: [feed] }: Run): EngineAnswers['run'] => {
  const values = (feed.values as Float64Array).map((value) => value * 2)
  return { outputs: [{ name: 'y', datatype: 'FP64', dims: [values.length], values }], deviceNs: 1001n, executionProvider: 'cpu' }
}

/** An engine that says what it was asked and answers when told by `answer`. */
function engineOf(answer: (request: Run) => EngineAnswers['run'] | Promise<EngineAnswers['run']>): Asks & { runs: Tensor[][] } {
  const runs: Tensor[][] = []
  const ask = async (request: EngineRequest) => {
    if (request.kind !== 'run') throw new Error('only runs are expected')
    runs.push(request.feeds)
    return answer(request)
  }
  return { runs, ask: ask as Asks['ask'] }
}

const later = <T>(value: () => T) => new Promise<T>((done) => setTimeout(() => done(value()), 1))

describe('the batcher', () => {
  it('gives every request its own rows back, whatever ran together, and shares the device time to the last nanosecond', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        async (requests, slots) => {
          const engine = engineOf((request) => later(() => doubled(request)))
          const batcher = openBatcher(engine, { slots, mostRows: 16 })
          const answers = await Promise.all(requests.map((values) => batcher.run(job(values))))
          answers.forEach((answer, i) => expect([...answer.outputs[0].values]).toEqual(requests[i].map((value) => value * 2)))
          expect(answers.reduce((sum, answer) => sum + answer.deviceNs, 0n)).toBe(1001n * BigInt(engine.runs.length))
          expect(Math.max(...engine.runs.map(([feed]) => feed.dims[0]))).toBeLessThanOrEqual(16)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('joins what arrives while the engine is busy, and never what must run alone', async () => {
    const engine = engineOf((request) => later(() => doubled(request)))
    const batcher = openBatcher(engine, { slots: 1 })
    await Promise.all([batcher.run(job([1])), ...Array.from({ length: 10 }, (_, i) => later(() => null).then(() => batcher.run(job([i]))))])
    expect(engine.runs.length).toBeLessThan(11)
    const alone = engineOf((request) => later(() => doubled(request)))
    const apart = openBatcher(alone, { slots: 1 })
    await Promise.all(Array.from({ length: 6 }, (_, i) => apart.run(job([i], false))))
    expect(alone.runs.map(([feed]) => feed.dims[0])).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('repeats a joint run that failed one by one: only the bad request fails', async () => {
    const engine = engineOf((request) => {
      if ((request.feeds[0].values as Float64Array).includes(13)) throw new EngineError('failed', 'thirteen')
      return doubled(request)
    })
    const batcher = openBatcher(engine, { slots: 1 })
    const outcomes = await Promise.allSettled([1, 13, 3].map((value) => batcher.run(job([value]))))
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(engine.runs.map(([feed]) => feed.dims[0])).toEqual([3, 1, 1, 1])
  })

  it('joins nothing for a while after a request has ended an engine process', async () => {
    let first = true
    const engine = engineOf((request) => {
      if (first) {
        first = false
        throw new EngineError('gone', 'SIGFPE')
      }
      return doubled(request)
    })
    const batcher = openBatcher(engine, { slots: 1 })
    await Promise.all([batcher.run(job([1])), batcher.run(job([2]))])
    await Promise.all([batcher.run(job([3])), batcher.run(job([4]))])
    expect(engine.runs.map(([feed]) => feed.dims[0])).toEqual([2, 1, 1, 1, 1])
  })

  it('runs requests apart when the outputs do not have a row for each', async () => {
    const total = ({ feeds: [feed] }: Run): EngineAnswers['run'] => ({
      ...doubled({ kind: 'run', model, feeds: [feed], fetches: [] }),
      outputs: [{ name: 'y', datatype: 'FP64', dims: [1], values: Float64Array.of(feed.values.length) }],
    })
    const batcher = openBatcher(engineOf(total), { slots: 1 })
    const answers = await Promise.all([batcher.run(job([1])), batcher.run(job([2]))])
    expect(answers.map((answer) => [...answer.outputs[0].values])).toEqual([[1], [1]])
  })

  it('refuses with 503 what waits too long, or when too many wait', async () => {
    const never = engineOf(() => new Promise<never>(() => undefined))
    const full = openBatcher(never, { slots: 1, mostWaiting: 2 })
    void full.run(job([1, 2]))
    expect(() => full.run(job([3]))).toThrow(/too many rows/)
    const slow = openBatcher(
      engineOf((request) => new Promise((done) => setTimeout(() => done(doubled(request)), 60))),
      { slots: 1, patienceMs: 20 },
    )
    const first = slow.run(job([1], false))
    await later(() => null)
    await expect(slow.run(job([2], false))).rejects.toMatchObject({ status: 503 })
    expect((await first).outputs[0].values).toEqual(Float64Array.of(2))
  })
})
