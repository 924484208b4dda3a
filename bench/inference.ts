import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { count } from 'drizzle-orm'
import { prediction } from '#drizzle/schema/serving.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { keyOf, liveModel } from '#testing/live-model.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import { quantile, rounded } from './bench.ts'
import { cpuEach, cpuSeconds } from './cpu-time.ts'
import type { Bench } from './bench.ts'
import { openInstance } from './instance.ts'
import type { BenchInstance } from './instance.ts'
import type { LoadAnswer, LoadQuestion } from './load-child.ts'

const LOAD = fileURLToPath(new URL('./load-child.ts', import.meta.url))
const FEATURES = Array.from({ length: 30 }, (_, i) => `f${i}`)
const CONNECTIONS = 64
const WARM_MS = 3000
const MEASURED_MS = 10_000

/** 200 boosted trees of depth 6 over 30 features. */
const TREES = {
  path: join(import.meta.dirname, '..', 'data', 'models', 'bench', 'gbm-200x6x30.onnx'),
  features: FEATURES,
  decision: { output: 'probabilities', class: 1 },
  signature: {
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, FEATURES.length] }],
    outputs: [
      { name: 'label', datatype: 'INT64', shape: [-1] },
      { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
    ],
  },
}

function requestBytes(port: number, model: string, key: string): string {
  const random = seededRandom(7)
  const data = FEATURES.map(() => Number(random.normal().toFixed(4)))
  const body = JSON.stringify({ inputs: [{ name: 'features', datatype: 'FP32', shape: [1, FEATURES.length], data }] })
  return `POST /v2/models/${model}/infer HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

async function untilReady(port: number): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const ok = await fetch(`http://127.0.0.1:${port}/v2/health/ready`).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((wake) => setTimeout(wake, 50))
  }
  throw new Error('the inference worker did not become ready')
}

async function generate(question: LoadQuestion): Promise<LoadAnswer> {
  const outcome = await runChild<LoadAnswer>(LOAD, question, { milliseconds: question.milliseconds + 30_000, megabytes: 1000 })
  if (outcome.end !== 'answer') throw new Error(`the load generator ended: ${outcome.end}`)
  const wrong = Object.entries(outcome.answer.statuses).filter(([status]) => status !== '200')
  if (wrong.length > 0) throw new Error(`not every request was answered with 200: ${JSON.stringify(outcome.answer.statuses)}`)
  return outcome.answer
}

async function measure(instance: BenchInstance, say: (line: string) => void) {
  const live = await liveModel(instance.runtime, TREES)
  const key = await keyOf(instance.runtime, live.engineer)
  instance.startWorker('inference')
  await untilReady(instance.inferencePort)
  const shared = { port: instance.inferencePort, request: requestBytes(instance.inferencePort, live.model, key), connections: CONNECTIONS }
  say(`warming up: ${CONNECTIONS} connections, one row a request, every answer after its durable record`)
  const warm = await generate({ ...shared, milliseconds: WARM_MS, rate: null })
  const before = cpuSeconds()
  const full = await generate({ ...shared, milliseconds: MEASURED_MS, rate: null })
  say(`CPU microseconds a request: ${cpuEach(before, full.latencies.length)}`)
  const perSecond = full.latencies.length / full.seconds
  say(
    `full load: ${rounded(perSecond)} requests/s, p50 ${rounded(quantile(full.latencies.toSorted(), 0.5))} ms, p99 ${rounded(quantile(full.latencies.toSorted(), 0.99))} ms`,
  )
  const half = await generate({ ...shared, milliseconds: MEASURED_MS, rate: Math.round(perSecond / 2) })
  const sorted = half.latencies.toSorted()
  say(
    `half load: ${rounded(half.latencies.length / half.seconds)} requests/s, p50 ${rounded(quantile(sorted, 0.5))} ms, p99 ${rounded(quantile(sorted, 0.99))} ms`,
  )
  const [{ recorded }] = await instance.runtime.db.select({ recorded: count() }).from(prediction)
  const answered = warm.latencies.length + full.latencies.length + half.latencies.length
  if (recorded !== answered) throw new Error(`${answered} requests were answered, but ${recorded} predictions are on record`)
  return { perSecond, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) }
}

/** Single-row requests over HTTP to a 200-tree model with evidence on: throughput, then latency at half of it. */
export const inference: Bench = async (say) => {
  const instance = await openInstance(4)
  try {
    const { perSecond, p50, p99 } = await measure(instance, say)
    return [
      { name: 'infer-1row-http', value: rounded(perSecond), unit: 'requests/s', better: 'higher' },
      { name: 'infer-1row-http-p99', value: rounded(p99), unit: 'ms', better: 'lower' },
      { name: 'infer-1row-http-p50', value: rounded(p50), unit: 'ms', better: 'lower' },
    ]
  } finally {
    await instance.close()
  }
}
