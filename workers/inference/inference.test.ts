import { gzipSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prediction } from '#drizzle/schema/serving.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { goLive, keyOf, liveModel, registerModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { makePerson } from '#testing/people.ts'
import { DEADLY, openTestWorker, TREES, treesInput } from '#testing/inference-worker.ts'
import type { TestWorker } from '#testing/inference-worker.ts'

let test: TestWorker
let live: LiveModel
let key: string

beforeAll(async () => {
  test = await openTestWorker()
  live = await liveModel(test.database.runtime, TREES)
  key = await keyOf(test.database.runtime, live.engineer)
})
afterAll(() => test.close())

const infer = (body: unknown, as: string | null = key, model = live.model) => test.call(as, `/v2/models/${model}/infer`, body)
const recordOf = async (id: string | undefined) => {
  const [row] = await test.database.runtime.db
    .select()
    .from(prediction)
    .where(eq(prediction.id, id ?? ''))
  return row
}

describe('the protocol', () => {
  it('answers server and health without a key, the model to those who may predict', async () => {
    for (const path of ['/v2', '/v2/health/live', '/v2/health/ready']) expect((await test.call(null, path)).status).toBe(200)
    const metadata = await test.call(key, `/v2/models/${live.model}`)
    expect(metadata.body).toMatchObject({
      name: live.model,
      versions: ['1'],
      platform: 'onnx_onnxv1',
      inputs: TREES.signature.inputs,
      outputs: TREES.signature.outputs,
    })
    expect((await test.call(key, `/v2/models/${live.model}/versions/1/ready`)).body).toMatchObject({ ready: true })
    expect((await test.call(null, `/v2/models/${live.model}`)).status).toBe(401)
    expect((await test.call(key, '/v2/elsewhere')).status).toBe(404)
    expect((await test.call(key, `/v2/models/${live.model}/infer`)).status).toBe(405)
  })

  it('answers what ONNX Runtime computes, and has recorded it before', async () => {
    const entities = TREES.rows.map((_, i) => `client "${i}"\\\t{x,y}`)
    const answer = await infer({
      id: 'request-7',
      inputs: [treesInput(TREES.rows), { name: 'entity_id', datatype: 'BYTES', shape: [TREES.rows.length], data: entities }],
    })
    expect(answer.status).toBe(200)
    const { body } = answer
    expect(body).toMatchObject({ id: 'request-7', model_name: live.model, model_version: '1', parameters: { model_version: '1', grant_id: live.grantId } })
    expect(body.outputs?.map((output) => output.name)).toEqual(['label', 'probabilities'])
    const scores = body.outputs?.[1]
    expect(scores?.shape).toEqual([TREES.rows.length, 2])
    TREES.scores.flat().forEach((score, i) => expect(scores?.data[i]).toBeCloseTo(score, 6))
    const recorded = await recordOf(body.parameters?.prediction_id)
    expect(recorded).toMatchObject({
      modelId: expect.any(String) as unknown,
      versionId: live.versionId,
      deploymentId: live.deploymentId,
      grantId: live.grantId,
      servingDigest: live.servingDigest,
      requestId: 'request-7',
      rows: TREES.rows.length,
      executionProvider: 'cpu',
      principalId: live.engineer.id,
    })
    expect(recorded?.entityIds).toEqual(entities)
    expect(JSON.parse(recorded?.inputs ?? '')).toEqual([treesInput(TREES.rows)])
    expect(JSON.parse(recorded?.outputs ?? '')).toEqual(body.outputs)
    const positives = body.outputs?.[1]?.data.filter((_, i) => i % 2 === 1) as number[]
    expect(recorded).toMatchObject({ scoreLow: Math.min(...positives), scoreHigh: Math.max(...positives), scoreBand: null })
    expect(recorded?.positives).toBe(positives.filter((score) => score >= (TREES.decision.threshold ?? 0.5)).length)
    expect(recorded?.deviceNs).toBeGreaterThan(0n)
    expect(recorded?.latencyUs).toBeGreaterThan(0)
    expect(recorded?.traceId).toMatch(/^[0-9a-f]{32}$/)
  })

  it('keeps the trace of the caller, and gives only the outputs that were asked for', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const response = await fetch(`http://127.0.0.1:${test.worker.port}/v2/models/${live.model}/versions/1/infer`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, traceparent: `00-${trace}-00f067aa0ba902b7-01` },
      body: JSON.stringify({ inputs: [treesInput(TREES.rows.slice(0, 1))], outputs: [{ name: 'probabilities' }] }),
    })
    const body = (await response.json()) as { outputs: { name: string }[]; parameters: { prediction_id: string } }
    expect(body.outputs.map((output) => output.name)).toEqual(['probabilities'])
    expect((await recordOf(body.parameters.prediction_id))?.traceId).toBe(trace)
  })

  const one = treesInput(TREES.rows.slice(0, 1))
  it.each([
    ['no inputs', { inputs: [] }, /"features" is missing/],
    ['inputs that are no list', { inputs: {} }, /array of tensors/],
    ['another name', { inputs: [{ ...one, name: 'nope' }] }, /"features" is missing/],
    ['one input too many', { inputs: [one, { ...one, name: 'nope' }] }, /"nope" is not of this model/],
    ['one input twice', { inputs: [one, one] }, /sent twice/],
    ['too little data', { inputs: [{ ...one, data: one.data.slice(1) }] }, /"features" has 22|"features" has \d+ values/],
    ['a negative shape', { inputs: [{ ...one, shape: [-1, TREES.features.length] }] }, /no usable shape/],
    ['an absurd shape', { inputs: [{ ...one, shape: [4e9, TREES.features.length] }] }, /at most/],
    ['no rows', { inputs: [{ ...one, shape: [0, TREES.features.length], data: [] }] }, /no rows/],
    ['another datatype', { inputs: [{ ...one, datatype: 'BOOL' }] }, /FP32 is expected/],
    [
      'a number too large for any record',
      `{"inputs":[{"name":"features","datatype":"FP32","shape":[1,${TREES.features.length}],"data":[1e999${',0'.repeat(TREES.features.length - 1)}]}]}`,
      /position 0/,
    ],
    ['entity ids that do not fit', { inputs: [one, { name: 'entity_id', datatype: 'BYTES', shape: [2], data: ['a', 'b'] }] }, /"entity_id" has shape/],
    ['an entity id that no record can hold', { inputs: [one, { name: 'entity_id', datatype: 'BYTES', shape: [1], data: ['a\0'] }] }, /"entity_id"/],
    ['an output that is not there', { inputs: [one], outputs: [{ name: 'nope' }] }, /"nope" is not of this model/],
    ['parameters that are none', { inputs: [one], parameters: { explain: 'yes' } }, /explain/],
    ['a body that is not JSON', '{"inputs":', /not JSON/],
  ])('refuses %s with 400 and a sentence', async (_, body, sentence) => {
    const answer = await infer(body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatch(sentence)
  })

  it('refuses a body over 32 MB with 413', async () => {
    expect((await infer(`"${'x'.repeat(33 * 2 ** 20)}"`)).status).toBe(413)
  })

  it('refuses a body that is packed with 415, and says so', async () => {
    const response = await fetch(`http://127.0.0.1:${test.worker.port}/v2/models/${live.model}/infer`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ inputs: [one] })),
    })
    expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity'])
    expect(await response.json()).toEqual({ error: expect.stringContaining('content-encoding "gzip"') as unknown })
  })

  it('says why there is nothing to explain against', async () => {
    const answer = await infer({ inputs: [one], parameters: { explain: true } })
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('no explanation evidence') as unknown } })
  })
})

describe('permission to serve', () => {
  it('is refused to nobody, a wrong key, a reader, another team', async () => {
    const { runtime } = test.database
    const body = { inputs: [treesInput(TREES.rows.slice(0, 1))] }
    const outsider = await keyOf(runtime, await makePerson(runtime, 'ml-engineer', 'elsewhere'))
    const viewer = await keyOf(runtime, await makePerson(runtime, 'viewer', 'lending'))
    expect((await infer(body, null)).status).toBe(401)
    expect((await infer(body, `${key.slice(0, -4)}zzzz`)).status).toBe(401)
    expect((await infer(body, viewer)).status).toBe(403)
    expect((await infer(body, outsider)).status).toBe(403)
    expect((await infer(body, key, 'no-such-model')).status).toBe(404)
  })

  it('needs approval and deployment, and says which is missing; a new deployment serves at once', async () => {
    const { runtime } = test.database
    const registered = await registerModel(runtime, TREES)
    const own = await keyOf(runtime, registered.engineer)
    const body = { inputs: [treesInput(TREES.rows.slice(0, 1))] }
    const byVersion = (number: string) => test.call(own, `/v2/models/${registered.model}/versions/${number}/infer`, body)
    expect(await infer(body, own, registered.model)).toMatchObject({ status: 403, body: { error: expect.stringContaining('deployed') as unknown } })
    expect(await byVersion('1')).toMatchObject({ status: 403, body: { error: expect.stringContaining('has not been approved') as unknown } })
    expect((await byVersion('2')).status).toBe(404)
    const deployed = await goLive(runtime, registered)
    expect(await byVersion('1')).toMatchObject({ status: 200, body: { parameters: { grant_id: deployed.grantId } } })
    await runOperation(runtime, servingOperations.stopDeployment, { actor: registered.engineer }, { deployment: deployed.deploymentId, reason: 'test' })
    await expect.poll(() => byVersion('1')).toMatchObject({ status: 403, body: { error: expect.stringContaining('not deployed') as unknown } })
  })
})

describe('a score without a named class', () => {
  it('is decided by as performance evidence says, and recorded so', async () => {
    const { runtime } = test.database
    const divide = async (live: LiveModel) => {
      const inputs = ['x', 'z'].map((name, i) => ({ name, datatype: 'INT64', shape: [2], data: i === 0 ? [0, 4] : [2, 2] }))
      const { body } = await infer({ inputs }, await keyOf(runtime, live.engineer), live.model)
      return (await recordOf(body.parameters?.prediction_id))?.positives
    }
    expect(await divide(await liveModel(runtime, DEADLY))).toBeNull()
    const registered = await registerModel(runtime, DEADLY)
    const measured = { versionId: registered.versionId, kind: 'performance' as const, inputs: [], parameters: {}, kernelVersion: 'test' }
    await runOperation(runtime, governanceOperations.recordEvidence, { actor: systemActor('test') }, { ...measured, result: { task: 'binary' } })
    expect(await divide(await goLive(runtime, registered))).toBe(1)
  })
})

describe('a request that ends the engine process', () => {
  it('gets 503 and its neighbours their answers', async () => {
    const { runtime } = test.database
    const deadly = await liveModel(runtime, DEADLY)
    const own = await keyOf(runtime, deadly.engineer)
    const divide = (x: string, z: number) =>
      infer(
        { inputs: [['x', x] as const, ['z', z] as const].map(([name, value]) => ({ name, datatype: 'INT64', shape: [1], data: [value] })) },
        own,
        deadly.model,
      )
    expect((await divide('42', -5)).body.outputs?.[0].data).toEqual([-8])
    const answers = await Promise.all([divide('10', 2), divide('-9223372036854775808', -1), divide('9', 3), divide('8', 2), divide('7', 0)])
    expect(answers.map((answer) => answer.status)).toEqual([200, 503, 200, 200, 400])
    expect((await divide('12', 4)).body.outputs?.[0].data).toEqual([3])
  })
})
