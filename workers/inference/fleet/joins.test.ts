import { describe, expect, it } from 'vitest'
import type { EngineAnswers, EngineRequest } from '#workers/inference/engine/protocol.ts'
import type { Asks } from '#workers/inference/batching/asks.ts'
import { mayJoin } from './joins.ts'

const model = { digest: 'sha256:a', path: '/nowhere' }
const version = {
  signature: { inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 3] }], outputs: [{ name: 'y', datatype: 'FP32', shape: [-1] }] },
  features: ['a', 'b', 'c'],
  operators: ['ai.onnx:Gemm'],
}

/** A model whose score of a row is a function of the row and of all values of the batch. */
const modelOf = (score: (row: number[], all: Float32Array) => number): Asks => {
  const ask = async (request: EngineRequest): Promise<EngineAnswers['run']> => {
    if (request.kind !== 'run') throw new Error('only runs are expected')
    const all = request.feeds[0].values as Float32Array
    const rows = request.feeds[0].dims[0]
    const values = Float32Array.from({ length: rows }, (_, row) => score(Array.from(all.subarray(row * 3, row * 3 + 3)), all))
    return { outputs: [{ name: 'y', datatype: 'FP32', dims: [rows], values }], deviceNs: 1n, executionProvider: 'cpu' }
  }
  return { ask: ask as Asks['ask'] }
}
const sum = (row: number[]) => row.reduce((total, value) => total + value, 0)

describe('joining rows of different requests', () => {
  it('is for models that score each row for itself', async () => {
    expect(await mayJoin(modelOf(sum), model, version)).toBe(true)
  })

  it('is not for a model whose score depends on what else is in the batch', async () => {
    expect(
      await mayJoin(
        modelOf((row, all) => sum(row) / Math.max(...all.map(Math.abs))),
        model,
        version,
      ),
    ).toBe(false)
  })

  it('is not for operators that scale with the batch, fixed batches, or models that cannot be tried', async () => {
    expect(await mayJoin(modelOf(sum), model, { ...version, operators: ['ai.onnx:DynamicQuantizeLinear'] })).toBe(false)
    expect(
      await mayJoin(modelOf(sum), model, { ...version, signature: { ...version.signature, inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 3] }] } }),
    ).toBe(false)
    expect(await mayJoin(modelOf(sum), model, { ...version, signature: { ...version.signature, outputs: [{ name: 'y', datatype: 'FP32', shape: [] }] } })).toBe(
      false,
    )
    expect(await mayJoin({ ask: () => Promise.reject(new Error('no')) }, model, version)).toBe(false)
  })
})
