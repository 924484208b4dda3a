import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCsv } from './csv.ts'
import { diffSequences, recordLines } from './diff-sequences.ts'
import { parseFilters, parseSort, writeFilters, writeSort } from './table-url.ts'

describe('table state in the URL', () => {
  it('reads back what it writes', () => {
    const values = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })
    const column = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,9}$/)
    fc.assert(
      fc.property(fc.dictionary(column, values, { noNullPrototype: true }), (filters) => {
        expect(parseFilters(writeFilters(filters))).toEqual(filters)
      }),
    )
  })
  it('reads sorts', () => {
    expect(parseSort('-cost')).toEqual({ column: 'cost', descending: true })
    expect(writeSort(parseSort('name'))).toBe('name')
    expect(parseSort('')).toBeNull()
    expect(parseFilters('nonsense;:x;a:')).toEqual({})
  })
})

describe('csv', () => {
  it('quotes, keeps numbers and disarms formulas', () => {
    expect(
      toCsv(
        ['a', 'b,c'],
        [
          ['say "x"', -1],
          ['=SUM(A1)', null],
        ],
      ),
    ).toBe('a,"b,c"\r\n"say ""x""",-1\r\n\'=SUM(A1),\r\n')
  })
})

describe('diff', () => {
  it('rebuilds both sides and keeps the longest common part', () => {
    const sequence = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 })
    fc.assert(
      fc.property(sequence, sequence, (before, after) => {
        const parts = diffSequences(before, after)
        expect(parts.filter((p) => p.kind !== 'added').map((p) => p.value)).toEqual(before)
        expect(parts.filter((p) => p.kind !== 'removed').map((p) => p.value)).toEqual(after)
        expect(parts.filter((p) => p.kind === 'same')).toHaveLength(longestCommon(before, after))
      }),
    )
  })
  it('flattens records', () => {
    expect(recordLines({ gate: 'fairness', limits: { minimum: 0.8, n: [30] } }, { gate: 'drift' }, null)).toEqual([
      ['gate            fairness', 'limits.minimum  0.8', 'limits.n.0      30'],
      ['gate            drift'],
      [],
    ])
  })
})

function longestCommon(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const [x, ...restA] = a
  const [y, ...restB] = b
  return x === y ? 1 + longestCommon(restA, restB) : Math.max(longestCommon(restA, b), longestCommon(a, restB))
}
