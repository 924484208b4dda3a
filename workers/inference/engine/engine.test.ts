import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { feedsOf } from '#server/kernel/tensor/feeds.ts'
import type { FeatureCell } from '#server/kernel/tensor/feeds.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { readModel } from '#server/kernel/onnx/read-model.ts'
import { EngineError, openEngine } from './engine.ts'
import { columnsOf, goldenModels, modelFile, readGolden } from './test-models.ts'

const engine = openEngine({ children: 2, requestTimeoutMs: 20_000 })
afterAll(() => engine.close())

/** A process that nobody collected stays in the table as a zombie. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const hostile = (name: string) => modelFile(`hostile/onnx/${name}.onnx`)
const fp32 = (name: string, dims: number[], values: number[]): Tensor => ({ name, datatype: 'FP32', dims, values: Float32Array.from(values) })
const ratio = (x: bigint, z: bigint): Tensor[] =>
  [['x', x] as const, ['z', z] as const].map(([name, value]) => ({ name, datatype: 'INT64', dims: [1], values: BigInt64Array.of(value) }))
const runRatio = (x: bigint, z: bigint) => engine.ask({ kind: 'run', model: hostile('int_min_div_two_inputs'), feeds: ratio(x, z), fetches: ['y'] })

describe('requests', () => {
  it('are answered with the provider that runs them and why', async () => {
    const loaded = await engine.ask({ kind: 'load', model: modelFile('models/credit-default/xgboost-v2.onnx') })
    expect(loaded.executionProvider).toMatch(/^(cpu|cuda)$/)
    expect(loaded.providerNote.length).toBeGreaterThan(20)
  })

  it('run integers, measure the device and answer every output where none is named', async () => {
    const answer = await engine.ask({ kind: 'run', model: hostile('int_min_div_two_inputs'), feeds: ratio(42n, -5n), fetches: [] })
    expect(answer.outputs).toEqual([{ name: 'y', datatype: 'INT64', dims: [1], values: BigInt64Array.of(-8n) }])
    expect(answer.deviceNs > 0n).toBe(true)
  })

  it('run half precision, text, and inputs named like the prototype', async () => {
    const half: Tensor = { name: 'x', datatype: 'FP16', dims: [1, 4], values: Uint16Array.of(0x3c00, 0x4000, 0, 0xbc00) }
    const halves = await engine.ask({ kind: 'run', model: hostile('valid_float16'), feeds: [half], fetches: ['y'] })
    expect(halves.outputs[0]).toMatchObject({ datatype: 'FP16', dims: [1, 4], values: expect.any(Uint16Array) as unknown })
    expect(halves.outputs[0].values).toHaveLength(4)
    const text: Tensor = { name: 'x', datatype: 'BYTES', dims: [1, 4], values: ['a', '', 'ü', '日本'] }
    expect((await engine.ask({ kind: 'run', model: hostile('valid_string_io'), feeds: [text], fetches: ['y'] })).outputs[0].values).toEqual([
      'a',
      '',
      'ü',
      '日本',
    ])
    const feeds = ['__proto__', 'constructor'].map((name) => fp32(name, [1, 4], [1, 2, 3, 4]))
    const named = await engine.ask({ kind: 'run', model: hostile('names_proto_pollution'), feeds, fetches: ['toString'] })
    expect(named.outputs[0]).toMatchObject({ name: 'toString', dims: [1, 4] })
  })

  it('are refused for other bytes than the digest names, and for bytes that are no ONNX model', async () => {
    const model = { ...hostile('valid_float16'), digest: `sha256:${'0'.repeat(64)}` }
    await expect(engine.ask({ kind: 'load', model })).rejects.toMatchObject({ kind: 'failed', message: expect.stringContaining('other bytes') as unknown })
    await expect(engine.ask({ kind: 'load', model: hostile('ort_format_renamed') })).rejects.toMatchObject({ kind: 'failed' })
    await expect(engine.ask({ kind: 'load', model: hostile('external_dotenv_leak') })).rejects.toMatchObject({ kind: 'failed' })
  })

  it('fail with what the runtime says about a wrong input', async () => {
    const feeds = [fp32('features', [1, 2], [1, 2])]
    const wrong = engine.ask({ kind: 'run', model: modelFile('models/credit-default/xgboost-v2.onnx'), feeds, fetches: [] })
    await expect(wrong).rejects.toMatchObject({ kind: 'failed' })
    await expect(wrong).rejects.toBeInstanceOf(EngineError)
  })
})

interface GoldenModel {
  features: string[]
  inputs: FeatureCell[][]
  /** A row of a ZipMap by class name. */
  outputs: Record<string, (number | string | (number | string)[] | Record<string, number>)[]>
  missing_values?: { inputs: FeatureCell[][]; outputs: GoldenModel['outputs'] }
}

const DATATYPES: Record<number, string> = { 1: 'FP32', 7: 'INT64', 8: 'BYTES', 11: 'FP64' }

function signatureOf(path: string) {
  const { graph } = readModel(readFileSync(modelFile(path).path))
  return {
    inputs: graph.inputs.flatMap(({ name, type }) => {
      if (type.kind !== 'tensor' || graph.initializers.has(name)) return []
      const shape = (type.shape ?? []).map((dim) => (typeof dim === 'number' && dim > 0 ? dim : -1))
      return [{ name, datatype: DATATYPES[type.elementType] ?? '', shape }]
    }),
  }
}

describe('outputs', () => {
  it.each(goldenModels('models'))('equal those of ONNX Runtime elsewhere: %s', async (name) => {
    const golden = readGolden<GoldenModel>(`models/${name}.json`)
    const signature = signatureOf(`models/${name}.onnx`)
    for (const { inputs, outputs } of [golden, ...(golden.missing_values ? [golden.missing_values] : [])]) {
      const feeds = feedsOf(signature, golden.features, columnsOf(inputs))
      const answer = await engine.ask({ kind: 'run', model: modelFile(`models/${name}.onnx`), feeds, fetches: Object.keys(outputs) })
      for (const output of answer.outputs) {
        const want = outputs[output.name].map((row) => (typeof row === 'object' ? Object.values(row) : row)).flat()
        expect(output.values).toHaveLength(want.length)
        want.forEach((value, i) => {
          const got = output.values[i]
          if (typeof value === 'string') expect(String(got)).toBe(value)
          else if (Math.abs(Number(got) - value) > 1e-6 * Math.max(1, Math.abs(value)) * 10) expect(Number(got)).toBe(value)
        })
      }
    }
  })
})

describe('processes', () => {
  it('are replaced when a request ends one, which is told', async () => {
    await expect(runRatio(-(2n ** 63n), -1n)).rejects.toMatchObject({ kind: 'gone', message: expect.stringMatching(/SIG/) as unknown })
    expect((await runRatio(9n, 3n)).outputs[0].values).toEqual(BigInt64Array.of(3n))
  })

  it('are ended when they do not answer in time', async () => {
    const feeds = [fp32('x', [1, 4], [1, 1, 1, 1])]
    const model = hostile('loop_int64_max')
    await engine.ask({ kind: 'load', model })
    await expect.poll(() => engine.status().free, { timeout: 20_000 }).toBe(2)
    const before = engine.status().pids
    await expect(engine.ask({ kind: 'run', model, feeds, fetches: ['y'] }, { timeoutMs: 400 })).rejects.toMatchObject({ kind: 'timeout' })
    expect((await runRatio(8n, 2n)).outputs[0].values).toEqual(BigInt64Array.of(4n))
    await expect.poll(() => engine.status().pids.filter((pid) => !before.includes(pid)), { timeout: 10_000 }).toHaveLength(1)
  })

  it('are ended when they take too much memory', async () => {
    const small = openEngine({ children: 1, megabytes: 600 })
    const model = hostile('constantofshape_3gb')
    const outcome = small.ask({ kind: 'run', model, feeds: [fp32('x', [1, 4], [1, 1, 1, 1])], fetches: [] })
    await expect(outcome).rejects.toMatchObject({ kind: 'gone', message: expect.stringContaining('memory') as unknown })
    await small.close()
  })

  it('may be killed under load: every request settles', async () => {
    const asked = Array.from({ length: 400 }, (_, i) => runRatio(BigInt(i), 1n))
    const settled = Promise.allSettled(asked)
    for (let i = 0; i < 5; i++) {
      await new Promise((wake) => setTimeout(wake, 40))
      for (const pid of engine.status().pids.slice(0, 1)) process.kill(pid, 'SIGKILL')
    }
    const outcomes = await settled
    let answered = 0
    outcomes.forEach((outcome, i) => {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'EngineError', kind: 'gone' })
      else expect(outcome.value.outputs[0].values[0]).toBe(BigInt(i))
      answered += outcome.status === 'fulfilled' ? 1 : 0
    })
    expect(answered).toBeGreaterThan(390)
    const next = () =>
      runRatio(1n, 1n).then(
        (answer) => answer.outputs[0].values[0],
        () => null,
      )
    await expect.poll(next, { timeout: 10_000 }).toBe(1n)
  })

  it('do not outlive their parent, even while stuck', async () => {
    const { path, digest } = hostile('loop_int64_max')
    const script = `
      import { openEngine } from ${JSON.stringify(new URL('./engine.ts', import.meta.url).href)}
      const model = ${JSON.stringify({ path, digest })}
      const engine = openEngine({ children: 1 })
      await engine.ask({ kind: 'load', model })
      void engine.ask({ kind: 'run', model, feeds: [{ name: 'x', datatype: 'FP32', dims: [1, 4], values: new Float32Array(4) }], fetches: [] })
      setTimeout(() => console.log(engine.status().pids[0]), 300)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
    const pid = Number(await new Promise((said) => parent.stdout.once('data', said)))
    expect(() => process.kill(pid, 0)).not.toThrow()
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
  })

  it('take no more than the queue holds, and let nobody wait for ever', async () => {
    const narrow = openEngine({ children: 1, queue: 2, requestTimeoutMs: 20_000 })
    const model = hostile('loop_int64_max')
    await narrow.ask({ kind: 'load', model })
    const feeds = [fp32('x', [1, 4], [1, 1, 1, 1])]
    const stuck = narrow.ask({ kind: 'run', model, feeds, fetches: ['y'] }, { timeoutMs: 5000 })
    const waiting = [0, 1].map(() => narrow.ask({ kind: 'load', model }, { timeoutMs: 200 }))
    await expect(narrow.ask({ kind: 'load', model })).rejects.toMatchObject({ kind: 'busy' })
    for (const one of waiting) await expect(one).rejects.toMatchObject({ kind: 'busy' })
    const ended = narrow.close()
    await expect(stuck).rejects.toMatchObject({ kind: 'gone' })
    await ended
    await expect(narrow.ask({ kind: 'load', model })).rejects.toMatchObject({ kind: 'gone' })
  })
})
