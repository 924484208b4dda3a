import { afterAll, describe, expect, it } from 'vitest'
import { applyLink } from '#server/kernel/explain/additive-model.ts'
import type { FeatureCell } from '#server/kernel/tensor/feeds.ts'
import { openEngine } from '../engine.ts'
import { columnsOf, goldenModels, modelFile, readGolden } from '../test-models.ts'

const engine = openEngine({ children: 2, requestTimeoutMs: 30_000 })
afterAll(() => engine.close())

interface GoldenExplanation {
  features: string[]
  rows: FeatureCell[][]
  background: FeatureCell[][]
  onnx_output: (number | number[])[]
  space: string
  margin?: number[]
  interventional: { base_value: number; onnx_exact?: number[][]; exact?: number[][]; brute_force?: number[][] }
}

const goldenOf = (name: string) => readGolden<GoldenExplanation>(`explain/${name}.json`)
/** The reference explains an image row by row of pixels. */
const explained = goldenModels('explain').filter((name) => !name.startsWith('digits/'))

function decisionOf(name: string) {
  if (name.startsWith('housing/')) return { output: name.endsWith('two-ensembles') ? 'value' : 'variable' }
  return { output: name.endsWith('zipmap') ? 'output_probability' : 'probabilities', class: 1 }
}

async function explainGolden(name: string, { features, rows, background }: GoldenExplanation) {
  const model = modelFile(`models/${name}.onnx`)
  const baseline = { key: name, features, decision: decisionOf(name), cells: columnsOf(background) }
  const prepared = await engine.ask({ kind: 'prepare', model, baseline })
  return { prepared, answer: await engine.ask({ kind: 'explain', model, baselineKey: name, cells: columnsOf(rows) }) }
}

describe('explanations', () => {
  it.each(explained)('equal the reference values and add up to the session: %s', async (name) => {
    const golden = goldenOf(name)
    const { prepared, answer } = await explainGolden(name, golden)
    const width = golden.features.length
    expect(prepared).toMatchObject({ exact: true, why: null, baselineRows: golden.background.length })
    golden.onnx_output.forEach((want, row) => expect(Math.abs(answer.outputs[row] - Number(want))).toBeLessThan(1e-5 * Math.max(1, Math.abs(Number(want)))))
    for (let row = 0; row < golden.rows.length; row++) {
      const sum = answer.contributions.subarray(row * width, (row + 1) * width).reduce((total, value) => total + value, answer.baseValue)
      expect(Math.abs(applyLink(answer.link, sum) - answer.outputs[row])).toBeLessThan(1e-5 * Math.max(1, Math.abs(answer.outputs[row])))
      expect(sum).toBeCloseTo(answer.margins[row], 9)
    }
    const { interventional } = golden
    const want = interventional.onnx_exact ?? interventional.exact ?? interventional.brute_force ?? []
    // The reference lists coalitions in the space of the output where it could not read the file.
    if (interventional.brute_force && answer.space !== 'output') return
    // Linear references come from the library's own float64 weights.
    const tolerance = interventional.brute_force ? 1e-6 : interventional.exact ? 1e-6 : 1e-9
    expect(Math.abs(answer.baseValue - interventional.base_value)).toBeLessThan(tolerance)
    want.flat().forEach((value, i) => expect(Math.abs(answer.contributions[i] - value)).toBeLessThan(tolerance * Math.max(1, Math.abs(value))))
  })

  it('are sampled with errors that tell the truth where a file cannot be read and coalitions are too many', async () => {
    const golden = goldenOf('credit-default/mlp')
    const model = modelFile('models/credit-default/mlp.onnx')
    const ask = (key: string, repeat: number) => {
      const cells = columnsOf(Array.from({ length: repeat }, () => golden.background).flat())
      return engine.ask({ kind: 'prepare', model, baseline: { key, features: golden.features, decision: decisionOf('mlp'), cells } })
    }
    // The same distribution of baseline rows, so the same values.
    expect(await ask('few', 1)).toMatchObject({ method: 'enumerated-coalitions', exact: true, space: 'output' })
    const prepared = await ask('many', 10)
    expect(prepared).toMatchObject({ method: 'sampled-permutation', exact: false, baselineRows: 200 })
    expect(prepared.why).toMatch(/\w+/)
    const cells = columnsOf(golden.rows)
    const sampled = await engine.ask({ kind: 'explain', model, baselineKey: 'many', cells })
    const again = await engine.ask({ kind: 'explain', model, baselineKey: 'many', cells: columnsOf(golden.rows.slice(1, 2)) })
    expect([...again.contributions]).toEqual([...sampled.contributions.subarray(10, 20)])
    let apart = 0
    golden.interventional.brute_force?.flat().forEach((value, i) => {
      const error = sampled.errors?.[i] ?? 0
      expect(Math.abs(sampled.contributions[i] - value)).toBeLessThan(5 * error + 1e-6)
      apart += Math.abs(sampled.contributions[i] - value) > 1.96 * error + 1e-6 ? 1 : 0
    })
    expect(apart).toBeLessThanOrEqual(6)
    expect(Math.max(...(sampled.errors ?? []))).toBeLessThan(0.01)
  })

  it('take an image as features in order, and the first column where no class is named', async () => {
    const golden = goldenOf('digits/cnn')
    const model = modelFile('models/digits/cnn.onnx')
    const baseline = { key: 'digits', features: golden.features, decision: { output: 'probabilities' }, cells: columnsOf(golden.background) }
    await engine.ask({ kind: 'prepare', model, baseline })
    const answer = await engine.ask({ kind: 'explain', model, baselineKey: 'digits', cells: columnsOf(golden.rows) })
    expect(answer).toMatchObject({ exact: false, method: 'sampled-permutation' })
    // 64 players leave room for 65 orders: Student's t with 64 degrees of freedom.
    expect(answer.errorReach).toBeCloseTo(1.99773, 5)
    golden.onnx_output.forEach((want, row) => expect(answer.outputs[row]).toBeCloseTo(Array.isArray(want) ? want[0] : want, 5))
    for (let row = 0; row < golden.rows.length; row++) {
      expect(answer.contributions.subarray(row * 64, row * 64 + 64).reduce((total, value) => total + value, answer.baseValue)).toBeCloseTo(
        answer.outputs[row],
        9,
      )
    }
  })

  it('leave out baseline rows that the model cannot score, and say how many are left', async () => {
    const golden = goldenOf('credit-default/logistic')
    const model = modelFile('models/credit-default/logistic.onnx')
    const holed = golden.background.map((row, i) => (i < 7 ? row.with(3, null) : row))
    const ask = (key: string, rows: FeatureCell[][]) =>
      engine.ask({ kind: 'prepare', model, baseline: { key, features: golden.features, decision: decisionOf('logistic'), cells: columnsOf(rows) } })
    const prepared = await ask('holed', holed)
    expect(prepared).toMatchObject({ exact: true, baselineRows: golden.background.length - 7 })
    expect(prepared.baseValue).toBeCloseTo((await ask('kept', golden.background.slice(7))).baseValue, 12)
    await expect(
      ask(
        'all holes',
        golden.background.map((row) => row.with(3, null)),
      ),
    ).rejects.toMatchObject({ kind: 'failed', message: expect.stringContaining('baseline') as unknown })
  })

  it('are prepared again in a process that was replaced, but not made up for an unknown baseline', async () => {
    const golden = goldenOf('credit-default/xgboost-v1')
    const { answer } = await explainGolden('credit-default/xgboost-v1', golden)
    const before = engine.status().pids
    for (const pid of before) process.kill(pid, 'SIGKILL')
    await expect.poll(() => engine.status().pids.some((pid) => before.includes(pid)), { timeout: 20_000 }).toBe(false)
    const model = modelFile('models/credit-default/xgboost-v1.onnx')
    const again = await engine.ask({ kind: 'explain', model, baselineKey: 'credit-default/xgboost-v1', cells: columnsOf(golden.rows) })
    expect(again).toEqual(answer)
    await expect(engine.ask({ kind: 'explain', model, baselineKey: 'nobody knows', cells: columnsOf(golden.rows) })).rejects.toMatchObject({
      missing: 'baseline',
    })
  })
})
