import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedsOf, fixedBatch, scoresOf } from './feeds.ts'
import type { FeatureCells } from './feeds.ts'

const vector = (datatype: string, shape: number[], name = 'x') => ({ inputs: [{ name, datatype, shape }] })

describe('feeds of one input', () => {
  it('take the features in order, row after row, with NaN for what is missing', () => {
    const cells: FeatureCells = [Float64Array.of(1, Number.NaN), [3, null], ['5', '']]
    expect(feedsOf(vector('FP32', [-1, 3]), ['a', 'b', 'c'], cells)).toEqual([
      { name: 'x', datatype: 'FP32', dims: [2, 3], values: Float32Array.of(1, 3, 5, Number.NaN, Number.NaN, Number.NaN) },
    ])
  })

  it('fill the declared shape, one free dimension worked out', () => {
    const cells = Array.from({ length: 12 }, (_, i) => Float64Array.of(i))
    const features = cells.map((_, i) => `f${i}`)
    expect(feedsOf(vector('FP32', [-1, 1, 3, 4]), features, cells)[0].dims).toEqual([1, 1, 3, 4])
    expect(feedsOf(vector('FP32', [-1, 3, -1]), features, cells)[0].dims).toEqual([1, 3, 4])
    expect(feedsOf(vector('FP32', [-1, -1]), features, cells)[0].dims).toEqual([1, 12])
    expect(() => feedsOf(vector('FP32', [-1, 5]), features, cells)).toThrow(/shape \[5\], which 12 features do not fill/)
    expect(() => feedsOf(vector('FP32', [-1, -1, -1]), features, cells)).toThrow(/shape \[N, N\]/)
    expect(feedsOf(vector('FP64', [-1]), ['f'], [[1.5]])[0]).toEqual({ name: 'x', datatype: 'FP64', dims: [1], values: Float64Array.of(1.5) })
  })

  it('hold text as written, numbers as text, missing as empty', () => {
    expect(feedsOf(vector('BYTES', [-1, 2]), ['a', 'b'], [['ü', null], Float64Array.of(7, Number.NaN)])[0].values).toEqual(['ü', '7', '', ''])
  })

  it('hold integers exactly and refuse what is none', () => {
    expect(feedsOf(vector('INT64', [-1, 1]), ['a'], [[2 ** 53 - 1, '-4']])[0].values).toEqual(BigInt64Array.of(2n ** 53n - 1n, -4n))
    expect(feedsOf(vector('BOOL', [-1, 1]), ['a'], [[1, 0]])[0].values).toEqual(Uint8Array.of(1, 0))
    expect(() => feedsOf(vector('INT64', [-1, 1]), ['age'], [[1, null]])).toThrow('Feature "age" has no number in row 1, but input "x" takes INT64.')
    expect(() => feedsOf(vector('INT32', [-1, 1]), ['age'], [[1.5]])).toThrow(/has 1.5 in row 0/)
  })

  it('hold half precision as its bits', () => {
    expect(feedsOf(vector('FP16', [-1, 2]), ['a', 'b'], [[1], [-2]])[0].values).toEqual(Uint16Array.of(0x3c00, 0xc000))
  })
})

describe('feeds of several inputs', () => {
  const inputs = [
    { name: 'b', datatype: 'BYTES', shape: [-1, 1] },
    { name: 'a', datatype: 'FP32', shape: [-1] },
  ]
  it('take the column of their name, whatever the order', () => {
    expect(
      feedsOf(
        { inputs },
        ['a', 'b'],
        [
          [1, 2],
          ['x', null],
        ],
      ),
    ).toEqual([
      { name: 'b', datatype: 'BYTES', dims: [2, 1], values: ['x', ''] },
      { name: 'a', datatype: 'FP32', dims: [2], values: Float32Array.of(1, 2) },
    ])
    expect(() => feedsOf({ inputs }, ['a', 'c'], [[1], [2]])).toThrow('Input "b" has no feature of its name.')
  })

  it('need columns of one length', () => {
    expect(() => feedsOf({ inputs }, ['a', 'b'], [[1, 2], ['x']])).toThrow(/columns of one length/)
    expect(() => feedsOf({ inputs }, ['a', 'b'], [[1]])).toThrow(/2 features/)
  })
})

describe('scores', () => {
  it('are a column of an output, the first where no class is named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.nat(5), (rows, width, column) => {
        const values = Float32Array.from({ length: rows * width }, (_, i) => i)
        const outputs = [{ name: 'p', datatype: 'FP32' as const, dims: [rows, width], values }]
        expect([...scoresOf(outputs, { output: 'p' })]).toEqual(Array.from({ length: rows }, (_, row) => row * width))
        if (column >= width) expect(() => scoresOf(outputs, { output: 'p', class: column })).toThrow(/no column/)
        else expect([...scoresOf(outputs, { output: 'p', class: column })]).toEqual(Array.from({ length: rows }, (_, row) => row * width + column))
      }),
    )
  })

  it('are read from any numeric type, and refused from text', () => {
    const one = (datatype: 'INT64' | 'FP16' | 'BYTES', values: BigInt64Array | Uint16Array | string[]) => [
      { name: 'p', datatype, dims: [values.length], values },
    ]
    expect([...scoresOf(one('INT64', BigInt64Array.of(3n, -1n)), { output: 'p' })]).toEqual([3, -1])
    expect([...scoresOf(one('FP16', Uint16Array.of(0x3c00)), { output: 'p' })]).toEqual([1])
    expect(() => scoresOf(one('BYTES', ['a']), { output: 'p' })).toThrow(/holds text/)
    expect(() => scoresOf([], { output: 'p' })).toThrow('The model has no output "p".')
  })
})

it('a batch is fixed where a first dimension is', () => {
  expect(fixedBatch([{ name: 'x', datatype: 'FP32', shape: [-1, 4] }])).toBeNull()
  expect(fixedBatch([{ name: 'x', datatype: 'FP32', shape: [1, 4] }])).toBe(1)
})
