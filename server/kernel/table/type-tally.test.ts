import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceData } from '../../../testing/reference-data.ts'
import { TypeTally } from './type-tally.ts'

const encoder = new TextEncoder()
const tallyOf = (cells: readonly string[], first = 0): TypeTally => {
  const tally = new TypeTally()
  cells.forEach((cell, i) => {
    const bytes = encoder.encode(`,${cell},`)
    tally.add(bytes, 1, bytes.length - 1, first + i)
  })
  return tally
}

const golden = JSON.parse(readFileSync(referenceData('golden/quality/type_inference.json'), 'utf8')) as {
  cases: { cells: string[]; expected: string; why: string }[]
}

describe('types of text columns', () => {
  it.each(golden.cases)('$cells is $expected', ({ cells, expected }) => {
    expect(tallyOf(cells).type).toBe(expected === 'datetime' ? 'timestamp' : expected)
  })

  it.each([
    [['1', 'true'], 'string'],
    [['2026-01-01', '2026-01-01T00:00:00Z'], 'timestamp'],
    [['2026-01-01', '3'], 'string'],
    [['2026-01-01T10:00', '2026-01-01T10:00:00.123456+0530'], 'timestamp'],
    [['2026-01-01T10:00:00+25:00'], 'string'],
    [['2026-01-01T10:00:00Zulu'], 'string'],
    [['2026-01-01T24:00:00Z'], 'string'],
    [['1.2.3', '4.5.6'], 'string'],
    [['00.5'], 'string'],
    [['0.5', '-0.5e-3', '+.5'], 'number'],
    [['Infinity', '+INF'], 'number'],
    [['9007199254740992'], 'integer'],
    [['NA', ''], 'empty'],
    [['  ', '\t'], 'empty'],
    [['+', '-1'], 'string'],
    [['1e5x'], 'string'],
  ])('%j is %s', (cells, type) => expect(tallyOf(cells).type).toBe(type))

  it('know a missing word from a text', () => {
    expect(tallyOf(['1', 'NA', '', ' ']).missing).toBe(3)
    expect(tallyOf(['Oslo', 'NA', '', ' ']).missing).toBe(2)
  })

  it('do not depend on how the column is cut', () => {
    const cell = fc.constantFrom(
      '',
      'NA',
      '1',
      '-2',
      '1.5',
      '1e999',
      'true',
      '2026-01-01',
      '2026-01-01T00:00',
      'x',
      '007',
      '1,5',
      '31.12.2026',
      '9007199254740993',
    )
    fc.assert(
      fc.property(fc.array(cell), fc.nat(), (cells, at) => {
        const cut = at % (cells.length + 1)
        const parts = tallyOf(cells.slice(0, cut))
        parts.merge(tallyOf(cells.slice(cut), cut))
        const whole = tallyOf(cells)
        expect([...parts.counts]).toEqual([...whole.counts])
        expect([...parts.first]).toEqual([...whole.first])
        expect(parts.type).toBe(whole.type)
      }),
    )
  })
})
