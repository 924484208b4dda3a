import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import type { Column, ColumnType } from '../table/column.ts'
import { assessQuality } from './assess-quality.ts'
import type { QualityInput } from './assess-quality.ts'
import { repeats, rowHashes } from './row-hashes.ts'

const numbers = (name: string, values: ArrayLike<number>, type: ColumnType = 'number'): Column => ({
  kind: 'numeric',
  name,
  type,
  values: Float64Array.from(values),
})
const texts = (name: string, cells: readonly (string | null)[]): Column => {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))]
  const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell)))
  return { kind: 'string', name, type: 'string', dictionary, codes }
}
const amounts = (seed: number, rows: number): Float64Array => {
  const random = seededRandom(seed)
  return Float64Array.from({ length: rows }, () => Math.round(Math.exp(8 + random.normal())))
}
const cities = (seed: number, rows: number): string[] => {
  const random = seededRandom(seed)
  return Array.from({ length: rows }, () => ['Bern', 'Basel', 'Zürich'][random.integer(3)])
}
const ids = (from: number, rows: number): Column =>
  numbers(
    'id',
    Array.from({ length: rows }, (_, row) => from + row),
    'integer',
  )
const table = (seed: number, rows: number): Column[] => [
  ids(seed * 10_000, rows),
  numbers('amount', amounts(seed, rows)),
  texts('city', cities(seed + 50, rows)),
]
const assess = (columns: readonly Column[], more: Partial<QualityInput> = {}) =>
  assessQuality({ columns, reference: table(1, 2000), features: ['amount', 'city'], entityId: 'id', ...more })
const found = (columns: readonly Column[], more: Partial<QualityInput> = {}) =>
  assess(columns, more).findings.map(({ code, column, severity }) => `${severity} ${code} ${column ?? ''}`.trim())

/** The undisturbed table with one column made over. */
const withColumn = (column: Column, rows = 1000): Column[] => table(2, rows).map((own) => (own.name === column.name ? column : own))

describe('data quality', () => {
  it('finds nothing where nothing is wrong, and profiles every column', () => {
    const { findings, columns, n, reference } = assess(table(2, 1000))
    expect(findings).toEqual([])
    expect([n, reference.n]).toEqual([1000, 2000])
    const [, amount, city] = columns
    const values = amounts(2, 1000)
    const mean = values.reduce((sum, value) => sum + value, 0) / 1000
    expect(amount).toMatchObject({ name: 'amount', type: 'number', missing: 0, min: Math.min(...values), max: Math.max(...values) })
    expect(amount.mean).toBeCloseTo(mean, 8)
    expect(city).toMatchObject({ distinct: 3, missing: 0 })
    expect(city.top?.reduce((sum, { count }) => sum + count, 0)).toBe(1000)
  })

  it('finds values that are missing more often, and blocks from a tenth of the rows on', () => {
    const blank = (every: number) =>
      numbers(
        'amount',
        amounts(2, 1000).map((value, row) => (row % every === 0 ? NaN : value)),
      )
    expect(found(withColumn(blank(30)))).toEqual(['warning missing-rose amount'])
    expect(found(withColumn(blank(5)))).toEqual(['blocking missing-rose amount'])
    expect(assess(withColumn(blank(5))).findings[0]).toMatchObject({ count: 200, examples: [0, 5, 10, 15, 20] })
    expect(found(withColumn(blank(1)))).toEqual(['blocking column-empty amount'])
    expect(found(withColumn(blank(500)))).toEqual([])
  })

  it.each([100, 1000, 1 / 1000, 12])('finds values in another unit, in some rows or all: times %d', (factor) => {
    for (const share of [0.35, 1]) {
      const random = seededRandom(9)
      const values = amounts(2, 1000).map((value) => (random.uniform() < share ? value * factor : value))
      const scale = assess(withColumn(numbers('amount', values))).findings.find(({ code }) => code === 'scale-changed')
      expect(scale).toMatchObject({ column: 'amount', severity: 'blocking' })
      expect(scale?.detail).toContain(factor < 1 ? `divided by ${1 / factor}` : `multiplied by ${factor}`)
      expect(Math.abs((scale?.count ?? 0) / 1000 - share)).toBeLessThan(0.08)
    }
  })

  it('does not take an ordinary shift for another unit', () => {
    for (const factor of [1.3, 2, 0.7]) {
      const codes = found(
        withColumn(
          numbers(
            'amount',
            amounts(2, 1000).map((value) => value * factor),
          ),
        ),
      )
      expect(codes.filter((code) => code.includes('scale-changed'))).toEqual([])
    }
  })

  it('finds unseen categories and says when only the spelling differs', () => {
    const cells = cities(52, 1000)
    const replace = (name: string, every: number) =>
      texts(
        'city',
        cells.map((cell, row) => (row % every === 0 ? name : cell)),
      )
    expect(found(withColumn(replace('Genf', 20)))).toEqual(['warning unseen-category city'])
    expect(found(withColumn(replace('Genf', 4)))).toEqual(['blocking unseen-category city'])
    expect(assess(withColumn(replace('bern ', 20))).findings[0].detail).toContain('"Bern" is known: only case or spaces differ')
    expect(assess(withColumn(replace('Zu\u0308rich', 20))).findings[0].detail).toContain('"Zürich" is known')
    expect(found(withColumn(replace('Genf', 1000)))).toEqual([])
  })

  it('does not take rare categories for an incident where the reference has many of them', () => {
    const rare = (seed: number, rows: number) => {
      const random = seededRandom(seed)
      return texts(
        'city',
        Array.from({ length: rows }, () => `street ${Math.floor(5000 * random.uniform() ** 3)}`),
      )
    }
    const reference = [rare(1, 2000)]
    expect(assessQuality({ columns: [rare(2, 1000)], reference, features: ['city'] }).findings).toEqual([])
  })

  it('finds values out of range, infinities, stuck and retyped columns', () => {
    const change = (every: number, to: number) =>
      numbers(
        'amount',
        amounts(2, 1000).map((value, row) => (row % every === 0 ? to : value)),
      )
    expect(found(withColumn(change(50, -999_999)))).toEqual(['warning out-of-range amount'])
    expect(found(withColumn(change(50, Infinity)))).toEqual(['warning infinite-values amount'])
    expect(found(withColumn(change(1, 3000)))).toContain('blocking column-constant amount')
    expect(found(withColumn(texts('amount', cities(2, 1000))))).toEqual(['blocking type-changed amount'])
    expect(found(table(2, 1000).filter(({ name }) => name !== 'amount'))).toEqual(['blocking column-absent amount'])
  })

  it('warns only, where the column is no feature', () => {
    const values = amounts(2, 1000).map((value, row) => (row % 4 === 0 ? NaN : value))
    expect(found(withColumn(numbers('amount', values)), { features: ['city'] })).toEqual(['warning missing-rose amount'])
  })

  it('finds repeated rows and entities, not rows that are equal for want of columns', () => {
    const again = (column: Column): Column =>
      column.kind === 'numeric'
        ? { ...column, values: column.values.map((value, row) => column.values[row % 10 === 0 ? 3 : row]) }
        : { ...column, codes: column.codes.map((code, row) => column.codes[row % 10 === 0 ? 3 : row]) }
    expect(found(table(2, 1000).map(again))).toEqual(expect.arrayContaining(['blocking duplicate-rows', 'blocking duplicate-entity id']))
    const narrow = [texts('city', cities(1, 500))]
    expect(assessQuality({ columns: [texts('city', cities(2, 2000))], reference: narrow, features: ['city'] }).findings).toEqual([])
  })

  it('compares times within the data', () => {
    const day = 86_400_000
    const times = (from: number) => Array.from({ length: 1000 }, (_, row) => from + row * 60_000)
    const at = (values: ArrayLike<number>) =>
      found([...table(2, 1000), numbers('at', values, 'timestamp')], {
        timestamp: 'at',
        reference: [...table(1, 1000), numbers('at', times(100 * day), 'timestamp')],
      })
    expect(at(times(130 * day))).toEqual([])
    expect(at(times(50 * day))).toEqual(['warning timestamp-stale at'])
    expect(at(times(130 * day).map((time, row) => (row === 5 ? 0 : row === 6 ? NaN : time)))).toEqual([
      'warning timestamp-missing at',
      'warning timestamp-outlier at',
    ])
  })

  it('answers for empty data, and for a reference of nothing', () => {
    expect(assess([])).toMatchObject({
      n: 0,
      columns: [],
      findings: [{ code: 'no-rows' }, { code: 'column-absent' }, { code: 'column-absent' }, { code: 'column-absent' }],
    })
    expect(assess(table(2, 10), { reference: [] }).findings).toMatchObject([{ code: 'few-rows', count: 10 }])
  })

  it('raises few false alarms on undisturbed data', { timeout: 60_000 }, () => {
    let alarms = 0
    for (let seed = 100; seed < 400; seed++) alarms += assess(table(seed, 30 + (seed % 5) * 100)).findings.length
    expect(alarms).toBeLessThanOrEqual(3)
  })
})

describe('repeated rows', () => {
  it('are counted as by comparing every row with every earlier one', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b', null)), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(rows, (cells) => {
        const columns = [
          numbers(
            'x',
            cells.map(([x]) => (x === 3 ? NaN : x)),
          ),
          texts(
            'y',
            cells.map(([, y]) => y),
          ),
        ]
        const keys = cells.map((cell) => JSON.stringify(cell))
        const again = keys.map((key, row) => row).filter((row) => keys.indexOf(keys[row]) < row)
        const pairs = keys.reduce((sum, key, row) => sum + keys.slice(0, row).filter((other) => other === key).length, 0)
        const got = repeats(rowHashes(columns, cells.length))
        expect([got.count, got.pairs]).toEqual([again.length, pairs])
        expect(again).toEqual(expect.arrayContaining(got.examples))
      }),
    )
  })
})
