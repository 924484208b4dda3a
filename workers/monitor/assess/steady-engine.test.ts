import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { TensorError } from '#server/kernel/tensor/decode.ts'
import { feedsOf } from '#server/kernel/tensor/feeds.ts'
import { DEADLY, TREES } from '#testing/inference-worker.ts'
import { until } from '#testing/until.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import { TableRefusal } from '#workers/tables/refusal.ts'
import { AssessmentProblem } from './plan.ts'
import { problemOf } from './problem-of.ts'
import { openSteadyEngine } from './steady-engine.ts'

const modelAt = (path: string) => ({ path, digest: `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}` })
const trees = modelAt(TREES.path)
const rows = TREES.rows.slice(0, 4)
const feeds = (): Tensor[] =>
  feedsOf(
    TREES.signature,
    TREES.features,
    TREES.features.map((_, i) => rows.map((row) => row[i])),
  )
const whole = (name: string, value: bigint): Tensor => ({ name, datatype: 'INT64', dims: [1], values: BigInt64Array.of(value) })

let engine: Engine | null = null
afterEach(async () => {
  await engine?.close()
  engine = null
})
function opened(): Engine {
  engine = openSteadyEngine()
  return engine
}

describe('the engine of an assessment', () => {
  it('answers although its process was killed under the request', async () => {
    const steady = opened()
    await steady.ask({ kind: 'load', model: trees })
    const [pid] = steady.status().pids
    process.kill(pid, 'SIGSTOP')
    const asked = steady.ask({ kind: 'run', model: trees, feeds: feeds(), fetches: ['probabilities'] })
    process.kill(pid, 'SIGKILL')
    const { outputs } = await asked
    const scores = Array.from(outputs[0].values as Float32Array)
    TREES.scores
      .slice(0, 4)
      .flat()
      .forEach((score, i) => expect(scores[i]).toBeCloseTo(score, 6))
    expect(steady.status().pids).not.toContain(pid)
  })

  it('gives up a model that ends its process again, and says that it is the model', async () => {
    const steady = opened()
    const run = steady.ask({ kind: 'run', model: modelAt(DEADLY.path), feeds: [whole('x', -(2n ** 63n)), whole('z', -1n)], fetches: ['y'] })
    const error = await run.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ kind: 'gone' })
    expect(problemOf(error)).toMatchObject({ code: 'model-failed', title: 'The model ends the process that runs it on these rows' })
    await until(
      async () => steady.status().free,
      (free) => free === 1,
    )
  })

  it('tells a model that does not take the rows from one that ends its process', async () => {
    const steady = opened()
    const wrong = [{ ...feeds()[0], dims: [1, 2], values: Float32Array.of(1, 2) }]
    const error = await steady.ask({ kind: 'run', model: trees, feeds: wrong, fetches: ['probabilities'] }).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ kind: 'failed' })
    expect(problemOf(error)).toMatchObject({ code: 'model-failed', title: 'The model does not run on these rows' })
  })
})

describe('problemOf', () => {
  it('ends with a reason what another attempt would meet again, and nothing else', () => {
    const problem = { code: 'no-label', title: 't', detail: 'd', fix: 'f' }
    expect(problemOf(new AssessmentProblem(problem))).toBe(problem)
    expect(problemOf(new TableRefusal('resource-limit', 'Too many cells.', 'Send fewer.'))).toMatchObject({ code: 'resource-limit', detail: 'Too many cells.' })
    expect(problemOf(new TensorError('Feature "x" has no number in row 3.'))).toMatchObject({
      code: 'wrong-input',
      detail: 'Feature "x" has no number in row 3.',
    })
    expect(problemOf(new EngineError('timeout', 'late'))).toMatchObject({ code: 'resource-limit' })
    expect(problemOf(new EngineError('busy', 'none free'))).toBeNull()
    expect(problemOf(new Error('ENOENT'))).toBeNull()
  })
})
