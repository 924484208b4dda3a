import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { rowsOf, valueText } from '../table/column.ts'
import type { Column, ColumnType } from '../table/column.ts'
import { assessQuality } from './assess-quality.ts'
import type { QualityInput } from './assess-quality.ts'
import { sideOf } from './column-pair.ts'
import { evaluateExpectation } from './expectation.ts'
import type { Expectation } from './expectation.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.UTC(2026, 0, 1)

const numbers = (name: string, values: ArrayLike<number>, type: ColumnType = 'number'): Column => ({
  kind: 'numeric',
  name,
  type,
  values: Float64Array.from(values),
})
const texts = (name: string, cells: readonly (string | null)[]): Column => {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))]
  return { kind: 'string', name, type: 'string', dictionary, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell))) }
}
const drawn = (seed: number, rows: number, from: readonly (string | null)[]): (string | null)[] => {
  const random = seededRandom(seed)
  return Array.from({ length: rows }, () => from[random.integer(from.length)])
}
const measured = (seed: number, rows: number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: rows }, () => Math.exp(random.normal()))
}
const codesOf = (input: QualityInput): string[] => assessQuality(input).findings.map(({ code }) => code)
const compare = (columns: Column, reference: Column, more: Partial<QualityInput> = {}) =>
  assessQuality({ columns: [columns], reference: [reference], features: [columns.name], ...more })

describe('the spelling of categories', () => {
  it('is found mixed within the rows, with the rarer spellings as examples', () => {
    const reference = texts('city', drawn(1, 600, ['Bern', 'Basel', 'basel ']))
    const [finding] = compare(texts('city', ['Bern', 'Basel', 'basel ', ...drawn(2, 300, ['Bern', 'Basel', 'Basel', 'basel '])]), reference).findings
    expect(finding).toMatchObject({ code: 'mixed-spelling', severity: 'warning' })
    expect(finding.examples?.[0]).toBe(2)
    expect(finding.detail).toContain('"Basel" and "basel "')
  })

  it('is no matter of names and prose', () => {
    const names = Array.from({ length: 200 }, (_, i) => `Person ${i % 150}`)
    const column = texts('name', [...names, 'PERSON 3'])
    expect(compare(column, column).findings).toEqual([])
  })
})

describe('missing values in words', () => {
  const plain = texts('grade', drawn(3, 500, ['A', 'B', 'C']))

  it('are found where the reference has none, or beside values that are missing', () => {
    const worded = drawn(4, 400, ['A', 'B', 'B', 'C', 'n/a'])
    const found = compare(texts('grade', worded), plain).findings
    const count = worded.filter((cell) => cell === 'n/a').length
    expect(found.find(({ code }) => code === 'missing-words')).toMatchObject({
      count,
      examples: worded.flatMap((cell, row) => (cell === 'n/a' ? [row] : [])).slice(0, 5),
    })
    const mixed = texts('grade', drawn(5, 400, ['A', 'B', 'NA', 'null', null]))
    expect(compare(mixed, mixed).findings.map(({ code }) => code)).toEqual(['missing-words'])
  })

  it('may be values: NA is Namibia', () => {
    const countries = texts('country', drawn(6, 500, ['NA', 'DE', 'US']))
    expect(compare(countries, countries).findings).toEqual([])
  })
})

describe('the times of rows', () => {
  const arrivals = (seed: number, from: number, rows: number, pause: number): number[] => {
    const random = seededRandom(seed)
    let at = from
    return Array.from({ length: rows }, () => (at += -Math.log(1 - random.uniform()) * pause))
  }
  const week = { from: START, to: START + 7 * DAY }
  const reference = numbers('at', arrivals(7, START - 30 * DAY, 3000, HOUR / 5), 'timestamp')
  const found = (times: ArrayLike<number>, more: Partial<QualityInput> = {}) =>
    compare(numbers('at', times, 'timestamp'), reference, { timestamp: 'at', ...more }).findings
  const full = arrivals(8, START, 5000, HOUR / 5).filter((time) => time < week.to)

  it('are unremarkable when they fill their period', () => {
    expect(found(full, { period: week })).toEqual([])
  })

  it('are late when they end long before it, and gaps show', () => {
    const cut = full.filter((time) => time < week.to - 2 * DAY)
    expect(found(cut, { period: week }).map(({ code }) => code)).toEqual(['timestamp-late'])
    const gap = full.filter((time) => time < START + 3 * DAY || time > START + 4 * DAY)
    const row = gap.findIndex((time) => time > START + 3.5 * DAY)
    expect(found(gap, { period: week })).toMatchObject([{ code: 'timestamp-gap', count: 1, examples: [row] }])
  })

  it('are counted when they lie outside of it', () => {
    const strays = [week.from - HOUR, ...full.slice(1, -1), week.to]
    expect(found(strays, { period: week })).toMatchObject([{ code: 'timestamp-outside', count: 2, examples: [0, strays.length - 1] }])
  })

  it('are said even where no calendar reaches', () => {
    const beyond = Array.from({ length: 300 }, (_, row) => 9e15 + row)
    const later = numbers('at', beyond, 'timestamp')
    const [finding] = compare(later, reference).findings
    expect(finding).toMatchObject({ code: 'out-of-range', count: 300 })
    expect(finding.detail).toContain('they span 9000000000000000 to 9000000000000299')
    expect(found([...full, ...beyond.slice(0, 3)]).map(({ code }) => code)).toEqual(['timestamp-outlier'])
  })

  it('raise few false alarms', () => {
    let alarms = 0
    for (let seed = 20; seed < 120; seed++) {
      const times = arrivals(seed, START, 200 + seed * 10, HOUR / 10).filter((time) => time < week.to)
      alarms += found(times).length
    }
    expect(alarms).toBeLessThanOrEqual(1)
  })
})

describe('expectations', () => {
  it('that are declared are findings when they fail, with rows', () => {
    const reference = numbers('age', measured(9, 300))
    const column = numbers('age', [-1, NaN, 3, 3, ...measured(10, 196)])
    const declared: Expectation[] = [
      { column: 'age', kind: 'range', min: 0 },
      { column: 'age', kind: 'unique' },
      { column: 'age', kind: 'not-null' },
      { column: 'age', kind: 'length', longest: 3 },
      { column: 'gone', kind: 'not-null' },
    ]
    const { findings, expectations } = compare(column, reference, { expectations: declared })
    const failed = findings.filter(({ code }) => code === 'expectation-failed')
    expect(failed.map(({ column: name, count, severity, examples }) => [name, count, severity, examples])).toEqual([
      ['age', 200, 'blocking', undefined],
      ['age', 1, 'warning', [0]],
      ['age', 1, 'warning', [3]],
      ['age', 1, 'warning', [1]],
      ['gone', 200, 'warning', undefined],
    ])
    expect(expectations.filter(({ source }) => source === 'declared').map(({ problem }) => problem)).toEqual([
      undefined,
      undefined,
      undefined,
      'not-texts',
      'column-absent',
    ])
  })

  it('of numbers look at integers and decimals that are held as text as at any number', () => {
    const held = (type: ColumnType, cells: readonly (string | null)[]): Column => ({ ...texts('n', cells), type })
    const count = (wanted: Expectation, column: Column) => {
      const { count: failed, examples, problem } = evaluateExpectation(wanted, 'declared', sideOf(column))
      return problem ?? [failed, examples]
    }
    const rising: Expectation = { column: 'n', kind: 'not-decreasing' }
    const range: Expectation = { column: 'n', kind: 'range', min: 10, max: 1e17 }
    const integers = held('integer', ['9', '10', null, '100', '99', '90071992547409921', '900719925474099210'])
    expect(count(range, integers)).toEqual([2, [0, 6]])
    expect(count(rising, integers)).toEqual([1, [4]])
    expect(count(range, held('decimal', ['9.99', '10.00', '1e3', '-10.5']))).toEqual([2, [0, 3]])
    expect(count(range, held('string', ['12', '13']))).toBe('not-numbers')
  })

  it('are met by a column without values, whatever its type', () => {
    const empty = [texts('n', [null, null]), numbers('n', [NaN, NaN]), texts('n', [])]
    const kinds: Expectation[] = [
      { column: 'n', kind: 'range', min: 0, max: 1 },
      { column: 'n', kind: 'not-decreasing' },
      { column: 'n', kind: 'length', shortest: 1 },
      { column: 'n', kind: 'unique' },
      { column: 'n', kind: 'in-set', values: ['a'] },
    ]
    for (const column of empty)
      for (const wanted of kinds) expect(evaluateExpectation(wanted, 'declared', sideOf(column))).toMatchObject({ held: true, count: 0 })
  })

  it('that are inferred hold on rows like the reference, and say what no longer does', () => {
    const rows = (seed: number) => [
      numbers(
        'id',
        Array.from({ length: 400 }, (_, row) => seed * 1000 + row),
        'integer',
      ),
      numbers('x', measured(seed, 400)),
      texts('grade', drawn(seed, 400, ['A', 'B', 'C'])),
    ]
    const reference = rows(11)
    const same = assessQuality({ columns: rows(12), reference, features: ['x', 'grade'] })
    expect(same.schema).toMatchObject([
      { name: 'id', type: 'integer', unique: true, required: true, categorical: false },
      { name: 'x', unique: false, required: true, categorical: false },
      { name: 'grade', categorical: true, values: expect.arrayContaining(['A', 'B', 'C']) },
    ])
    expect(same.expectations.filter(({ held }) => !held)).toEqual([])
    const other = rows(13)
    const changed = [
      numbers(
        'id',
        (other[0] as { values: Float64Array }).values.map((id) => Math.floor(id / 2)),
        'integer',
      ),
      other[1],
      texts('grade', drawn(13, 400, ['A', 'D'])),
    ]
    const broken = assessQuality({ columns: changed, reference, features: ['x', 'grade'] }).expectations.filter(({ held }) => !held)
    expect(broken.map(({ expectation: { column, kind }, count }) => [column, kind, count])).toEqual([
      ['id', 'unique', 200],
      ['grade', 'in-set', expect.any(Number)],
    ])
  })

  it('that are inferred of integers held as text are of numbers too', () => {
    const random = seededRandom(31)
    const drawn = Array.from({ length: 400 }, () => random.integer(9000))
    const reference = { ...texts('n', ['90071992547409921', ...drawn.map((value) => `${value}`)]), type: 'integer' as const }
    for (const column of [
      numbers('n', drawn, 'integer'),
      { ...texts('n', ['90071992547409921', ...drawn.map((value) => `${value}`)]), type: 'integer' as const },
    ]) {
      const { schema, expectations } = assessQuality({ columns: [column], reference: [reference], features: [] })
      expect(schema).toMatchObject([{ range: { min: Math.min(...drawn), max: Number('90071992547409921') } }])
      expect(expectations.map(({ expectation, held }) => [expectation.kind, held])).toEqual([
        ['not-null', true],
        ['range', true],
      ])
    }
  })

  it('count the rows that the definition does', () => {
    const cell = fc.constantFrom(null, '', 'a', 'bb', 'ccc')
    const number = fc.constantFrom(NaN, -Infinity, -2, 0, 1, 1.5, 7)
    const column = fc.oneof(
      fc.array(cell, { maxLength: 30 }).map((cells) => texts('c', cells)),
      fc.array(number, { maxLength: 30 }).map((values) => numbers('c', values)),
    )
    const expectation: fc.Arbitrary<Expectation> = fc.constantFrom(
      { column: 'c', kind: 'not-null' },
      { column: 'c', kind: 'unique' },
      { column: 'c', kind: 'not-decreasing' },
      { column: 'c', kind: 'range', min: -2, max: 1 },
      { column: 'c', kind: 'in-set', values: ['a', '1', '-2'] },
      { column: 'c', kind: 'length', shortest: 1, longest: 2 },
    )
    fc.assert(
      fc.property(column, expectation, (held, wanted) => {
        const cells = Array.from({ length: rowsOf(held) }, (_, row) => valueText(held, row))
        const fails = cells.map((text, row) => {
          if (wanted.kind === 'not-null') return text === null
          if (text === null) return false
          const earlier = cells.slice(0, row).filter((one) => one !== null)
          if (wanted.kind === 'unique') return earlier.includes(text)
          if (wanted.kind === 'in-set') return !wanted.values.includes(text)
          if (wanted.kind === 'range') return Number(text) < -2 || Number(text) > 1
          if (wanted.kind === 'length') return text.length < 1 || text.length > 2
          return earlier.some((one) => Number(one) > Number(text))
        })
        const { count, examples, problem } = evaluateExpectation(wanted, 'declared', sideOf(held))
        const rows = problem ? [] : fails.flatMap((failed, row) => (failed ? [row] : []))
        expect([count, examples]).toEqual([rows.length, rows.slice(0, 5)])
      }),
    )
  })
})

describe('the figures of a column', () => {
  it('are those of the definition, on both sides, over the same bins', () => {
    const [now, before] = [measured(14, 301), measured(15, 500)]
    const { columns } = compare(numbers('x', [...now, NaN, Infinity]), numbers('x', before))
    const [{ reference, ...figures }] = columns
    const sorted = now.toSorted((a, b) => a - b)
    expect(figures).toMatchObject({
      rows: 303,
      missing: 1,
      infinite: 1,
      distinct: 301,
      median: sorted[150],
      quantiles: { p25: sorted[75], p50: sorted[150], p75: sorted[225] },
    })
    expect(figures.mean).toBeCloseTo(now.reduce((sum, value) => sum + value, 0) / 301, 12)
    expect(figures.histogram?.edges).toEqual(reference?.histogram?.edges)
    for (const [side, size] of [
      [figures.histogram, 301],
      [reference?.histogram, 500],
    ] as const) {
      expect((side?.counts.reduce((sum, count) => sum + count, 0) ?? 0) + (side?.below ?? 0) + (side?.above ?? 0)).toBe(size)
    }
    expect(JSON.parse(JSON.stringify(columns))).toEqual(columns)
  })

  it('are plain JSON whatever the numbers', () => {
    const any = fc.array(fc.double(), { maxLength: 60 }).map((values) => numbers('x', values))
    fc.assert(
      fc.property(any, any, (now, before) => {
        const result = assessQuality({ columns: [now], reference: [before], features: ['x'] })
        const text = JSON.stringify(result.columns)
        expect(text).not.toContain('null')
        expect(JSON.parse(text.replaceAll('-0,', '0,').replaceAll('-0}', '0}'))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('names example rows of a unit that changed in some rows', () => {
    const values = measured(17, 1000).map((value, row) => (row % 3 === 0 ? value * 1000 : value))
    const found = compare(numbers('x', values), numbers('x', measured(18, 2000))).findings.find(({ code }) => code === 'scale-changed')
    expect(found?.examples?.length).toBe(5)
    for (const row of found?.examples ?? []) expect(row % 3).toBe(0)
    expect(codesOf({ columns: [numbers('x', measured(19, 500))], reference: [numbers('x', measured(18, 2000))], features: ['x'] })).toEqual([])
  })
})
