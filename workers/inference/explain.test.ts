import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prediction, predictionExplanation } from '#drizzle/schema/serving.ts'
import { rowExplanation, whatIfAnswer } from '#server/contracts/serving.ts'
import type { RowExplanation } from '#server/contracts/serving.ts'
import { datasetOperations } from '#server/domain/datasets/index.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { DEADLY, INTERNAL_TOKEN, openTestWorker, TREES, treesInput } from '#testing/inference-worker.ts'
import type { TestWorker } from '#testing/inference-worker.ts'
import { keyOf, liveModel } from '#testing/live-model.ts'
import type { LiveModel, OnnxFile } from '#testing/live-model.ts'

interface Golden {
  rows: number[][]
  background: number[][]
  onnx_output: number[]
  interventional: { base_value: number; onnx_exact: number[][] }
}

const golden = JSON.parse(readFileSync(resolve('data/golden/explain/credit-default/xgboost-v2.json'), 'utf8')) as Golden
const system = { actor: systemActor('test') }

let test: TestWorker
let live: LiveModel
let key: string
let snapshotId: string

/** Explanation evidence of a version, with the given rows as its baseline; answers with the snapshot's id. */
async function bringBaseline({ versionId, engineer }: LiveModel, { features, decision }: OnnxFile, rows: readonly (readonly number[])[]): Promise<string> {
  const { runtime } = test.database
  const as = { actor: engineer }
  const dataset = `clients-${versionId}`
  await runOperation(runtime, datasetOperations.createDataset, as, { name: dataset, team: 'lending', schema: { features, protectedAttributes: [] } })
  const { id } = await runOperation(runtime, datasetOperations.createSnapshot, as, { dataset, role: 'reference', format: 'csv' })
  const csv = [['ignored', ...features], ...rows.map((row) => ['x', ...row])].map((row) => row.join(',')).join('\n')
  const content = await runtime.store.write(
    (async function* () {
      yield new TextEncoder().encode(csv)
    })(),
    1e6,
  )
  await runOperation(runtime, datasetOperations.putContent, { ...as, content }, { snapshot: id })
  const facts = {
    versionId,
    kind: 'explanation' as const,
    inputs: [{ role: 'reference', snapshotId: id, digest: content.digest }],
    parameters: { features, decision, baseline: { snapshotId: id, rows: rows.length } },
    kernelVersion: 'test',
    result: {},
  }
  await runOperation(runtime, governanceOperations.recordEvidence, system, facts)
  return id
}

beforeAll(async () => {
  test = await openTestWorker()
  live = await liveModel(test.database.runtime, TREES)
  key = await keyOf(test.database.runtime, live.engineer)
})
afterAll(() => test.close())

const explain = (predictionId: string | undefined, row: number, token = INTERNAL_TOKEN) => test.call(token, '/internal/explain', { predictionId, row })
const infer = (parameters?: Record<string, unknown>) =>
  test.call(key, `/v2/models/${live.model}/infer`, { inputs: [treesInput(golden.rows)], ...(parameters ? { parameters } : {}) })

describe('explanations', () => {
  it('need evidence to be measured against: 409 before there is any', async () => {
    const { body } = await infer()
    expect(await explain(body.parameters?.prediction_id, 0)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('no explanation evidence') as unknown },
    })
    snapshotId = await bringBaseline(live, TREES, golden.background)
  })

  it('come with the answer when asked for, equal to the golden values', async () => {
    const answer = await infer({ explain: true })
    expect(answer.status).toBe(200)
    const [, , attributions, base] = answer.body.outputs ?? []
    expect(attributions).toMatchObject({ name: 'attributions', datatype: 'FP64', shape: [golden.rows.length, TREES.features.length] })
    expect(base).toMatchObject({ name: 'base_value', datatype: 'FP64', shape: [golden.rows.length] })
    golden.interventional.onnx_exact.flat().forEach((value, i) => expect(attributions.data[i]).toBeCloseTo(value, 6))
    for (const value of base.data) expect(value).toBeCloseTo(golden.interventional.base_value, 6)
  })

  it('come later for a recorded row, add up to its recorded output, and are kept', async () => {
    const { body } = await infer()
    const id = body.parameters?.prediction_id
    for (const row of [0, 7]) {
      const answer = await explain(id, row)
      expect(answer.status).toBe(200)
      const explanation: RowExplanation = rowExplanation.parse(answer.body)
      expect(explanation).toMatchObject({
        method: 'interventional-tree',
        exact: true,
        space: 'log-odds',
        baseline: { snapshotId, rows: golden.background.length },
      })
      explanation.attributions.forEach(({ feature, value, contribution }, i) => {
        expect([feature, value]).toEqual([TREES.features[i], golden.rows[row][i]])
        expect(contribution).toBeCloseTo(golden.interventional.onnx_exact[row][i], 6)
      })
      expect(explanation.output).toBeCloseTo(golden.onnx_output[row], 6)
      expect(Math.abs(explanation.additivityError)).toBeLessThan(2e-6)
    }
    const kept = await test.database.runtime.db.select().from(predictionExplanation)
    expect(kept.map(({ predictionId, row }) => [predictionId, row])).toEqual([
      [id, 0],
      [id, 7],
    ])
  })

  it('answer what a row would come to that nobody sent, and record nothing', async () => {
    const ask = (cells: unknown, token = INTERNAL_TOKEN) => test.call(token, '/internal/what-if', { versionId: live.versionId, cells })
    const before = (await test.database.runtime.db.select().from(prediction)).length
    const [, row] = golden.rows
    const same = await ask(row)
    expect(same.status).toBe(200)
    const answer = whatIfAnswer.parse(same.body)
    expect(answer.output).toBeCloseTo(golden.onnx_output[1], 6)
    expect(answer.decision).toEqual({ positive: answer.output >= 0.5, threshold: 0.5 })
    answer.explanation.attributions.forEach(({ contribution }, i) => expect(contribution).toBeCloseTo(golden.interventional.onnx_exact[1][i], 6))
    const { attributions } = answer.explanation
    const strongest = attributions.reduce((best, { contribution }, i) => (Math.abs(contribution) > Math.abs(attributions[best].contribution) ? i : best), 0)
    const changed = whatIfAnswer.parse((await ask(row.with(strongest, golden.background[3][strongest]))).body)
    expect(changed.output).not.toBe(answer.output)
    expect(Math.abs(changed.explanation.additivityError)).toBeLessThan(2e-6)
    expect((await ask(row, key)).status).toBe(401)
    expect((await ask(row.slice(1))).status).toBe(409)
    expect((await test.call(INTERNAL_TOKEN, '/internal/what-if', { versionId: crypto.randomUUID(), cells: row })).status).toBe(404)
    expect((await test.database.runtime.db.select().from(prediction)).length).toBe(before)
  })

  it('are for the console alone, and for rows that exist', async () => {
    const { body } = await infer()
    const id = body.parameters?.prediction_id
    expect((await explain(id, 0, key)).status).toBe(401)
    expect((await explain(id, golden.rows.length)).status).toBe(404)
    expect((await explain(crypto.randomUUID(), 0)).status).toBe(404)
    expect((await explain('nonsense', 0)).status).toBe(400)
  })

  it('are computed for the console beside what serves: a row that ends its process takes no other model with it', async () => {
    const deadly = await liveModel(test.database.runtime, DEADLY)
    const baseline = [2, 3, 4, 5].map((x) => [x, 1])
    await bringBaseline(deadly, DEADLY, baseline)
    const ask = (cells: number[]) => test.call(INTERNAL_TOKEN, '/internal/what-if', { versionId: deadly.versionId, cells })
    expect((await infer()).status).toBe(200)
    const before = test.worker.engine.status().pids
    expect(before).toHaveLength(2)
    expect(await ask([8, 2])).toMatchObject({ status: 200, body: { output: 4 } })
    expect((await ask([-(2 ** 63), -1])).status).toBe(503)
    expect(test.worker.engine.status().pids).toEqual(before)
    const { body } = await infer()
    expect((await explain(body.parameters?.prediction_id, 0)).status).toBe(200)
    const number = await ask([9, 3])
    expect(number).toMatchObject({ status: 200, body: { output: 3 } })
    expect(number.body.decision).toBeUndefined()
    expect(test.worker.engine.status().pids).toEqual(before)
    // Once its label has shown the score to be that of two classes, it decides, as performance and fairness say.
    const measured = {
      versionId: deadly.versionId,
      kind: 'performance' as const,
      inputs: [],
      parameters: {},
      kernelVersion: 'test',
      result: { task: 'binary' },
    }
    await runOperation(test.database.runtime, governanceOperations.recordEvidence, system, measured)
    expect((await ask([9, 3])).body.decision).toEqual({ positive: true, threshold: 0.5 })
  })
})
