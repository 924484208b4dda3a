import { describe, expect, it } from 'vitest'
import { readInferRequest } from './read-infer-request.ts'

const NOW = Date.UTC(2026, 10, 25, 12)
const outputs = [{ name: 'score', datatype: 'FP32', shape: [-1, 1] }]
const body = (shape: number[], ids?: string[]) =>
  JSON.stringify({
    inputs: [
      { name: 'x', datatype: 'FP32', shape, data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i) },
      ...(ids ? [{ name: 'entity_id', datatype: 'BYTES', shape: [ids.length], data: ids }] : []),
    ],
  })
const read = (declared: number[], text: string) => readInferRequest(text, { inputs: [{ name: 'x', datatype: 'FP32', shape: declared }], outputs }, NOW)

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

describe('the event time of a request', () => {
  const at = (event_time: unknown) => {
    const { inputs } = JSON.parse(body([1, 2])) as { inputs: unknown[] }
    return read([-1, 2], JSON.stringify({ inputs, parameters: { event_time } })).eventTime
  }

  it('is the moment that the client says, weeks ago or with a clock a little ahead', () => {
    expect(at('2026-10-14T08:00:00Z')).toBe(Date.UTC(2026, 9, 14, 8))
    expect(at('2026-10-14T08:00:00.25+02:00')).toBe(Date.UTC(2026, 9, 14, 6, 0, 0, 250))
    expect(at('2026-11-25T12:05:00Z')).toBe(NOW + 300_000)
  })

  it('is not known where the client does not say', () => {
    expect(at(undefined)).toBeNull()
    expect(at(null)).toBeNull()
  })

  it.each([
    ['2026-11-25T12:05:01Z'],
    ['2026-10-14'],
    ['2026-10-14T08:00:00'],
    ['2026-02-30T25:00:00Z'],
    ['yesterday'],
    [1_764_000_000],
    ['0001-01-01T00:00:00Z'],
  ])('%j is refused by name', (wrong) => expect(() => at(wrong)).toThrow(/event_time/))
})
