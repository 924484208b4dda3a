import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uniform } from '#server/kernel/explain/random-trees.ts'
import { FLOATS, LONGS, longs, model, node, value } from '#server/kernel/onnx/build-model.ts'
import { openBlobStore } from '#server/store/blob-store.ts'
import { openEngine } from '#workers/inference/engine/engine.ts'
import { inspectArtifact } from './inspect-artifact.ts'

const ROOT = resolve(process.env.COUNTERSIGN_REFERENCE_DATA ?? 'data')
const MODELS = join(ROOT, 'models')
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'intake-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function artifactOf(path: string) {
  const bytes = readFileSync(path)
  return { path, digest: digestOf(bytes), sizeBytes: bytes.length }
}
function written(bytes: Uint8Array) {
  const path = join(folder, `${digestOf(bytes).slice(7, 19)}.onnx`)
  writeFileSync(path, bytes)
  return artifactOf(path)
}
const inspect = (file: ReturnType<typeof artifactOf>, declared?: Parameters<typeof inspectArtifact>[2]) =>
  inspectArtifact(file, openBlobStore(join(folder, 'store')), declared)

const xgboost = () => artifactOf(resolve('data/models/credit-default/xgboost-v1.onnx'))
const zipMapped = () => artifactOf(resolve('data/models/credit-default/logistic-zipmap.onnx'))
const nineteen = Array.from({ length: 19 }, (_, i) => `f${i}`)

describe('real models', () => {
  const names = readdirSync(MODELS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.onnx'))

  it.each(names)('%s passes without a finding, with the tensors and operators of its file', { timeout: 60_000 }, async (name) => {
    const outcome = await inspect(artifactOf(join(MODELS, name)))
    expect(outcome).toMatchObject({ status: 'ready', findings: [] })
    const golden = join(ROOT, 'golden/models', name.replace(/onnx$/, 'json'))
    if (outcome.status !== 'ready' || !existsSync(golden)) return
    const { outputs } = JSON.parse(readFileSync(golden, 'utf8')) as { outputs: Record<string, unknown[]> }
    expect(outcome.signature.outputs.map((output) => output.name)).toEqual(Object.keys(outputs))
    for (const output of outcome.signature.outputs) {
      const [row] = outputs[output.name]
      expect(output.shape[0]).toBe(-1)
      if (Array.isArray(row)) expect(output.shape.at(-1)).toBe(row.length)
    }
    const manifest = join(MODELS, name.replace(/onnx$/, 'json'))
    if (!existsSync(manifest)) return
    const { onnx } = JSON.parse(readFileSync(manifest, 'utf8')) as { onnx: { operators: Record<string, number>; opset: Record<string, number> } }
    const operators = Object.keys(onnx.operators).map((operator) => (operator.includes(':') ? operator : `ai.onnx:${operator}`))
    expect(outcome.operators).toEqual(operators.sort())
    expect(outcome.opsets).toEqual(onnx.opset)
  })

  it('are served as they were sent, unless a ZipMap is cut off', { timeout: 30_000 }, async () => {
    const plain = await inspect(xgboost())
    expect(plain).toMatchObject({ status: 'ready', servingDigest: xgboost().digest })
    const cut = await inspect(zipMapped())
    if (cut.status !== 'ready') throw new Error(cut.problem.detail)
    expect(cut.servingDigest).not.toBe(zipMapped().digest)
    expect(await openBlobStore(join(folder, 'store')).verify(cut.servingDigest)).toBe(true)
    expect(cut.signature.outputs).toEqual([
      { name: 'output_label', datatype: 'INT64', shape: [-1] },
      { name: 'output_probability', datatype: 'FP32', shape: [-1, 2] },
    ])
  })

  it('answer without their ZipMap what the same model answers that never had one', { timeout: 60_000 }, async () => {
    const cut = await inspect(zipMapped())
    if (cut.status !== 'ready') throw new Error(cut.problem.detail)
    const golden = JSON.parse(readFileSync('data/golden/models/credit-default/logistic.json', 'utf8')) as {
      inputs: number[][]
      outputs: { probabilities: number[][]; label: number[] }
    }
    const rows = golden.inputs.length
    const feed = { name: 'features', datatype: 'FP32' as const, dims: [rows, 19], values: Float32Array.from(golden.inputs.flat()) }
    const engine = openEngine({ children: 1, requestTimeoutMs: 20_000 })
    try {
      const stored = { path: openBlobStore(join(folder, 'store')).pathOf(cut.servingDigest), digest: cut.servingDigest }
      const { outputs } = await engine.ask({ kind: 'run', model: stored, feeds: [feed], fetches: ['output_probability', 'output_label'] })
      const gaps = golden.outputs.probabilities.flat().map((want, i) => Math.abs(Number(outputs[0].values[i]) - want))
      expect(outputs[0].dims).toEqual([rows, 2])
      expect(Math.max(...gaps)).toBeLessThan(1e-6)
      expect(Array.from(outputs[1].values as BigInt64Array, Number)).toEqual(golden.outputs.label)
    } finally {
      await engine.close()
    }
  })
})

describe('what was declared', () => {
  it.each([
    ['too few features', { features: ['a', 'b'] }, 'features-mismatch', /2 columns.*19 values/],
    ['an output that is not there', { features: nineteen, decision: { output: 'score' } }, 'decision-mismatch', /"score".*no such output/],
    ['a class beyond the columns', { features: nineteen, decision: { output: 'probabilities', class: 2 } }, 'decision-mismatch', /columns 0 to 1/],
    ['a class of a label', { features: nineteen, decision: { output: 'label', class: 1 } }, 'decision-mismatch', /one column/],
  ])('is held against the file: %s', { timeout: 30_000 }, async (_, declared, code, detail) => {
    const outcome = await inspect(xgboost(), declared)
    expect(outcome).toMatchObject({
      status: 'failed',
      problem: { code, stage: 'declaration', detail: expect.stringMatching(detail) as unknown, fix: expect.any(String) as unknown },
    })
  })

  it('may name each of several inputs, in any order, and an image by its pixels', { timeout: 60_000 }, async () => {
    const mixed = artifactOf(resolve('data/models/credit-default/pipeline-mixed.onnx'))
    const columns = [
      'education',
      'marital_status',
      'age',
      'payment_amount_1',
      'payment_amount_2',
      'bill_amount_1',
      'repay_status_1',
      'repay_status_2',
      'credit_limit',
    ]
    expect(await inspect(mixed, { features: columns, decision: { output: 'probabilities', class: 1 } })).toMatchObject({ status: 'ready' })
    expect(await inspect(mixed, { features: columns.slice(1) })).toMatchObject({
      status: 'failed',
      problem: { code: 'features-mismatch', detail: expect.stringContaining('"education"') as unknown },
    })
    expect(await inspect(mixed, { features: [...columns, 'sex'] })).toMatchObject({
      status: 'failed',
      problem: { code: 'features-mismatch', detail: expect.stringContaining('"sex"') as unknown },
    })
    const image = artifactOf(resolve('data/models/digits/cnn.onnx'))
    const pixels = Array.from({ length: 64 }, (_, i) => `pixel_${i}`)
    expect(await inspect(image, { features: pixels, decision: { output: 'probabilities' } })).toMatchObject({ status: 'ready' })
    expect(await inspect(image, { features: pixels.slice(1) })).toMatchObject({ status: 'failed' })
  })
})

describe('the children', () => {
  it('may be ended by a fault of the processor; that is an outcome', { timeout: 30_000 }, async () => {
    // Constants that only the runtime folds: -(2^63) as twice -(2^62), divided by -1.
    const nodes = [node('Add', ['half', 'half'], ['of']), node('Neg', ['one'], ['by']), node('Div', ['of', 'by'], ['q']), node('Add', ['x', 'q'], ['y'])]
    const bytes = model({
      inputs: [value('x', LONGS, ['N'])],
      outputs: [value('y', LONGS, ['N'])],
      nodes,
      initializers: [longs('half', [1], [-(2n ** 62n)]), longs('one', [1], [1n])],
    })
    expect(await inspect(written(bytes))).toMatchObject({ status: 'failed', problem: { code: 'crashing-constant', stage: 'trial' } })
  })

  it('may swell; that is an outcome', { timeout: 40_000 }, async () => {
    const nodes = [node('MatMul', ['tall', 'wide'], ['square']), node('ReduceMax', ['square'], ['m']), node('Add', ['x', 'm'], ['y'])]
    const sizes = [longs('s', [2], [60_000n, 1n]), longs('t', [2], [1n, 60_000n])]
    const bytes = model({
      inputs: [value('x', FLOATS, ['N', 4])],
      outputs: [value('y', FLOATS, ['N', 4])],
      nodes: [node('ConstantOfShape', ['s'], ['tall']), node('ConstantOfShape', ['t'], ['wide']), ...nodes],
      initializers: sizes,
    })
    expect(await inspect(written(bytes))).toMatchObject({ status: 'failed', problem: { code: 'resource-limit' } })
  })

  it('take any damage to a model, which then is ready or failed', { timeout: 120_000 }, async () => {
    const next = uniform(11)
    const original = readFileSync('data/models/credit-default/xgboost-v1.onnx')
    for (let round = 0; round < 15; round++) {
      const bytes = Uint8Array.from(original)
      for (let flips = 0; flips < 3; flips++) bytes[Math.floor(next() * bytes.length)] ^= 1 << Math.floor(next() * 8)
      expect((await inspect(written(bytes))).status).toMatch(/^(ready|failed)$/)
    }
  })

  it('leave no files behind, and stored bytes that changed are an error, not a refusal', { timeout: 30_000 }, async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('countersign-intake-')).length
    const before = left()
    await expect(inspect({ ...xgboost(), digest: `sha256:${'0'.repeat(64)}` })).rejects.toThrow('not those of')
    expect(left()).toBeLessThanOrEqual(before)
  })
})
