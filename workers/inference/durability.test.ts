import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prediction } from '#drizzle/schema/serving.ts'
import { keyOf, liveModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { freePort } from '#workers/runtime/embedded-postgres.ts'
import { openTestWorker, TREES, treesInput } from '#testing/inference-worker.ts'
import type { Answer, TestWorker } from '#testing/inference-worker.ts'

let test: TestWorker
let live: LiveModel
let key: string
beforeAll(async () => {
  test = await openTestWorker()
  live = await liveModel(test.database.runtime, TREES)
  key = await keyOf(test.database.runtime, live.engineer)
})
afterAll(() => test.close())

const infer = (row: number) => test.call(key, `/v2/models/${live.model}/infer`, { inputs: [treesInput([TREES.rows[row % TREES.rows.length]])] })
const recorded = async (ids: string[]): Promise<number> =>
  (await test.database.runtime.db.select({ id: prediction.id }).from(prediction).where(inArray(prediction.id, ids))).length
const idOf = (answer: Answer): string => answer.body.parameters?.prediction_id ?? ''

describe('requests that run together', () => {
  it('get what each gets alone, bit for bit, and every one is recorded', async () => {
    const alone: Answer[] = []
    for (let row = 0; row < 8; row++) alone.push(await infer(row))
    const together = await Promise.all(Array.from({ length: 200 }, (_, row) => infer(row % 8)))
    together.forEach((answer, row) => expect(answer.body.outputs).toEqual(alone[row % 8].body.outputs))
    expect(new Set(together.map(idOf)).size).toBe(200)
    expect(await recorded(together.map(idOf))).toBe(200)
  })
})

describe('kill -9', () => {
  it('of every engine process under load: each request is answered, 503 or right, and serving goes on', async () => {
    const load = { stopped: false }
    const statuses: number[] = []
    const client = async (row: number) => {
      while (!load.stopped) statuses.push((await infer(row)).status)
    }
    const clients = Promise.all(Array.from({ length: 8 }, (_, row) => client(row)))
    for (let round = 0; round < 3; round++) {
      await new Promise((wake) => setTimeout(wake, 300))
      for (const pid of test.worker.engine.status().pids) process.kill(pid, 'SIGKILL')
    }
    await expect.poll(() => test.worker.engine.status().free, { timeout: 10_000 }).toBeGreaterThan(0)
    await new Promise((wake) => setTimeout(wake, 300))
    load.stopped = true
    await clients
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(50)
    expect((await infer(0)).status).toBe(200)
  })

  it('of the worker under load: every prediction that was answered is on record', async () => {
    const { urls, home } = test.database
    const port = await freePort()
    const env = {
      ...process.env,
      HOST: '127.0.0.1',
      INFERENCE_PORT: String(port),
      INFERENCE_THREADS: '1',
      COUNTERSIGN_HOME: home,
      LOG_LEVEL: 'fatal',
      COUNTERSIGN_APP_URL: urls.app,
      COUNTERSIGN_OWNER_URL: urls.owner,
      COUNTERSIGN_SEQUENCER_URL: urls.sequencer,
      NEXTAUTH_SECRET: 'x'.repeat(40),
    }
    const start = (): ChildProcess => fork(join(import.meta.dirname, 'main.ts'), { env, stdio: 'ignore' })
    const call = (body: unknown) =>
      fetch(`http://127.0.0.1:${port}/v2/models/${live.model}/infer`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      })
    const body = { inputs: [treesInput(TREES.rows.slice(0, 1))] }
    const ready = () =>
      expect
        .poll(
          () =>
            call(body).then(
              (response) => response.status,
              () => 0,
            ),
          { timeout: 20_000 },
        )
        .toBe(200)
    const first = start()
    await ready()
    const answered: string[] = []
    const client = async () => {
      for (;;) {
        const answer = await call(body).then(
          (response) => response.json() as Promise<Answer['body']>,
          () => null,
        )
        if (answer === null) return
        answered.push(answer.parameters?.prediction_id ?? '')
      }
    }
    const clients = Promise.all(Array.from({ length: 16 }, client))
    await new Promise((wake) => setTimeout(wake, 1000))
    first.kill('SIGKILL')
    await clients
    expect(answered.length).toBeGreaterThan(50)
    expect(await recorded(answered)).toBe(answered.length)
    const second = start()
    await ready()
    const ended = new Promise((gone) => second.once('exit', gone))
    const under = Promise.all(
      Array.from({ length: 30 }, () =>
        call(body).then(
          (response) => response.status,
          () => -1,
        ),
      ),
    )
    await new Promise((wake) => setTimeout(wake, 5))
    second.kill('SIGTERM')
    // What was under way is answered before the end; what came too late found a closed door.
    for (const status of await under) expect([200, -1]).toContain(status)
    expect(await ended).toBe(0)
  })
})
