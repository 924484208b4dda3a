import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openTestDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import type { OnnxFile } from './live-model.ts'
import { openWorker } from '#workers/inference/open-worker.ts'
import type { InferenceWorker } from '#workers/inference/open-worker.ts'

export const INTERNAL_TOKEN = 'token-of-the-test'

interface Golden {
  features: string[]
  inputs: (number | null)[][]
  outputs: { probabilities: number[][] }
}

const golden = JSON.parse(readFileSync(resolve('data/golden/models/credit-default/xgboost-v2.json'), 'utf8')) as Golden

/** A real tree ensemble, its rows and what ONNX Runtime answers for them. */
export const TREES: OnnxFile & { rows: (number | null)[][]; scores: number[][] } = {
  path: resolve('data/models/credit-default/xgboost-v2.onnx'),
  features: golden.features,
  signature: {
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, golden.features.length] }],
    outputs: [
      { name: 'label', datatype: 'INT64', shape: [-1] },
      { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
    ],
  },
  decision: { output: 'probabilities', class: 1 },
  rows: golden.inputs,
  scores: golden.outputs.probabilities,
}

/** The integer ratio of two inputs: x = -2^63, z = -1 ends the process that computes it. */
export const DEADLY: OnnxFile = {
  path: resolve('data/hostile/onnx/int_min_div_two_inputs.onnx'),
  features: ['x', 'z'],
  signature: { inputs: ['x', 'z'].map((name) => ({ name, datatype: 'INT64', shape: [-1] })), outputs: [{ name: 'y', datatype: 'INT64', shape: [-1] }] },
  decision: { output: 'y' },
}

export interface Answer {
  status: number
  body: {
    error?: string
    id?: string
    model_name?: string
    model_version?: string
    parameters?: Record<string, string>
    outputs?: { name: string; datatype: string; shape: number[]; data: (number | null)[] }[]
    [other: string]: unknown
  }
}

export interface TestWorker {
  database: TestDatabase
  worker: InferenceWorker
  call(key: string | null, path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

/** A worker over a database of its own, on a free port. */
export async function openTestWorker(options: { children?: number; runTimeoutMs?: number } = {}): Promise<TestWorker> {
  const database = await openTestDatabase()
  const { children = 2, runTimeoutMs = 5000 } = options
  const worker = await openWorker({
    url: database.urls.app,
    storeRoot: join(database.home, 'store'),
    host: '127.0.0.1',
    port: 0,
    children,
    runTimeoutMs,
    internalToken: INTERNAL_TOKEN,
  })
  return {
    database,
    worker,
    async call(key, path, body) {
      const response = await fetch(`http://127.0.0.1:${worker.port}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    },
    async close() {
      await worker.close()
      await database.close()
    },
  }
}

/** The golden rows as the protocol sends them. */
export const treesInput = (rows: readonly (readonly (number | null)[])[]) => ({
  name: 'features',
  datatype: 'FP32',
  shape: [rows.length, TREES.features.length],
  data: rows.flat(),
})
