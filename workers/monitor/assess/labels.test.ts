import { describe, expect, it } from 'vitest'
import type { Column } from '#server/kernel/table/column.ts'
import { labelCodes, labelText } from './labels.ts'

const numbers = (type: 'integer' | 'number' | 'boolean', values: number[]): Column => ({ kind: 'numeric', name: 'y', type, values: Float64Array.from(values) })
const texts = (values: (string | null)[]): Column => {
  const dictionary = [...new Set(values.filter((value) => value !== null))]
  return { kind: 'string', name: 'y', type: 'string', dictionary, codes: Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value))) }
}

describe('labelText', () => {
  it.each([
    [1, '1'],
    [1.0, '1'],
    ['1', '1'],
    ['1.0', '1'],
    [' 01', '1'],
    [-0, '0'],
    ['-0.0', '0'],
    [true, '1'],
    ['True', '1'],
    ['FALSE', '0'],
    ['1e2', '100'],
    [0.25, '0.25'],
    ['yes', 'yes'],
    ['', ''],
    ['Infinity', 'Infinity'],
  ])('%j is %j', (label, text) => expect(labelText(label)).toBe(text))

  it('keeps numbers apart that doubles cannot tell apart', () => {
    expect(labelText('9007199254740993')).not.toBe(labelText('9007199254740992'))
  })
})

describe('labelCodes', () => {
  it('numbers labels by first appearance; missing is -1', () => {
    expect(labelCodes(numbers('integer', [1, 0, Number.NaN, 1]))).toEqual({ codes: Int32Array.of(0, 1, -1, 0), names: ['1', '0'] })
    expect(labelCodes(texts(['b', null, 'a', 'b']))).toEqual({ codes: Int32Array.of(0, -1, 1, 0), names: ['b', 'a'] })
  })

  it('reads booleans, and numbers written as text, as the numbers they are', () => {
    expect(labelCodes(numbers('boolean', [0, 1]))).toEqual(labelCodes(texts(['0', '1'])))
    expect(labelCodes(texts(['1', '1.0', '01'])).names).toEqual(['1'])
  })
})
