import { describe, expect, it } from 'vitest'
import { readInferRequest } from './read-infer-request.ts'

const outputs = [{ name: 'score', datatype: 'FP32', shape: [-1, 1] }]
const body = (shape: number[], ids?: string[]) =>
  JSON.stringify({
    inputs: [
      { name: 'x', datatype: 'FP32', shape, data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i) },
      ...(ids ? [{ name: 'entity_id', datatype: 'BYTES', shape: [ids.length], data: ids }] : []),
    ],
  })
const read = (declared: number[], text: string) => readInferRequest(text, { inputs: [{ name: 'x', datatype: 'FP32', shape: declared }], outputs })

describe('the rows of a request', () => {
  it('are the free first dimension of the inputs', () => {
    expect(read([-1, 2], body([3, 2], ['a', 'b', 'c']))).toMatchObject({ rows: 3, entityIds: ['a', 'b', 'c'] })
  })

  it('are the fixed first dimension, where the model takes just so many', () => {
    expect(read([4, 2], body([4, 2], ['a', 'b', 'c', 'd']))).toMatchObject({ rows: 4, entityIds: ['a', 'b', 'c', 'd'] })
    expect(() => read([4, 2], body([4, 2], ['a']))).toThrow(/entity_id/)
    expect(() => read([4, 2], body([3, 2]))).toThrow(/shape \[3, 2\]/)
  })

  it('are one where the model takes a single vector', () => {
    expect(read([5], body([5], ['a']))).toMatchObject({ rows: 1 })
  })
})
