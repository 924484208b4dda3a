import { describe, expect, it } from 'vitest'
import type { RowExplanation } from '#server/contracts/serving.ts'
import { typicalRow } from './typical-row.ts'
import { changedFeatures, changedRow, decisionWords, shiftsOf, textOf, valueOf } from './what-if-row.ts'

const start = { age: 30, income: 1250.5, channel: 'web', member: true, debt: null }

describe('the row of a what-if', () => {
  it('sends numbers as numbers, texts as texts and nothing as missing', () => {
    expect(valueOf(' 42 ', 30)).toBe(42)
    expect(valueOf('−1.5', 30)).toBe(-1.5)
    expect(valueOf('', 30)).toBeNull()
    expect(valueOf('007', 'web')).toBe('007')
    expect(valueOf('1,5', 30)).toBe('1,5')
    expect(valueOf('7', null)).toBe(7)
  })
  it('sends what is no finite number as it was typed, for the field to be refused', () => {
    for (const text of ['Infinity', '-Infinity', '1e999']) expect(valueOf(text, 30)).toBe(text)
  })
  it('keeps what nobody touched, whatever its type', () => {
    expect(changedRow(start, {})).toEqual(start)
    const row = changedRow(start, { age: '31', debt: '' })
    expect(row).toEqual({ ...start, age: 31 })
    expect(changedFeatures(start, row)).toEqual(['age'])
    expect(textOf(NaN)).toBe('')
  })
  it('begins at the middle of numbers and the most frequent text', () => {
    const columns = [
      { name: 'age', median: 34 },
      { name: 'channel', top: [{ value: 'web', count: 9 }] },
    ]
    expect(typicalRow(['age', 'channel', 'other'], columns)).toEqual({ age: 34, channel: 'web', other: null })
    expect(typicalRow(['other'], columns)).toBeNull()
  })
})

it('puts what shifted most first, also without having been touched', () => {
  const of = (parts: Record<string, number>) =>
    ({ attributions: Object.entries(parts).map(([feature, contribution]) => ({ feature, value: 0, contribution })) }) as RowExplanation
  expect(shiftsOf(of({ a: 1, b: 0, c: 0.5 }), of({ a: 1.1, b: -2, c: 0.5 })).map((shift) => shift.feature)).toEqual(['b', 'a', 'c'])
})

it('decides nothing where no threshold does', () => {
  expect(decisionWords({})).toBeNull()
  expect(decisionWords({ decision: { positive: true, threshold: 0.5 } })).toBe('decided positive')
})
