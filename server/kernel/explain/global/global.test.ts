import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uniform } from '../random-trees.ts'
import { cohortsBy } from './cohorts.ts'
import { dependenceOf } from './dependence.ts'
import { strongestInteractions } from './interaction-strength.ts'
import { rankIntervals } from './rank-intervals.ts'
import { valueGrid } from './value-grid.ts'

describe('dependence', () => {
  it('puts every row into one bin or category of at least ten, in ascending bins that meet, or counts it as left out', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (seed, rows, distinct, words) => {
          const next = uniform(seed)
          const cells = Array.from({ length: rows }, () =>
            next() < 0.1 ? null : next() < 0.2 ? `text ${Math.floor(next() * words)}` : Math.floor(next() * distinct),
          )
          const contributions = Float64Array.from(cells, () => next() - 0.5)
          const meanOf = (has: (cell: number | string | null) => boolean) => {
            const own = contributions.filter((_, row) => has(cells[row]))
            return { n: own.length, mean: own.reduce((a, b) => a + b, 0) / own.length }
          }
          const { bins, categories, missing, leftOut = 0 } = dependenceOf('a', cells, contributions)
          const parts = [...bins, ...categories, ...(missing ? [missing] : [])]
          expect(parts.reduce((sum, { n }) => sum + n, leftOut)).toBe(rows)
          for (const { n } of parts) expect(n).toBeGreaterThanOrEqual(10)
          const same = (got: { n: number; mean: number }, want: { n: number; mean: number }) => {
            expect(got.n).toBe(want.n)
            expect(got.mean).toBeCloseTo(want.mean, 5)
          }
          bins.forEach((bin, i) => {
            same(
              bin,
              meanOf((cell) => typeof cell === 'number' && (i === 0 ? cell >= bin.from : cell > bin.from) && cell <= bin.to),
            )
          })
          for (const level of categories)
            same(
              level,
              meanOf((cell) => cell === level.category),
            )
          if (missing)
            same(
              missing,
              meanOf((cell) => cell === null),
            )
          if (categories.length > 0 || missing) expect(leftOut === 0 || leftOut >= 10).toBe(true)
          const numbers = cells.filter((cell) => typeof cell === 'number').length
          expect(bins.length).toBeLessThanOrEqual(Math.min(20, Math.floor(numbers / 10)))
          expect(bins.length > 0).toBe(numbers >= 10)
          bins.forEach(({ from, to, p10, p90 }, i) => {
            expect(p10).toBeLessThanOrEqual(p90)
            if (i > 0) expect([from, to > bins[i - 1].to]).toEqual([bins[i - 1].to, true])
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('shows a step where it is, and leaves out rows without a contribution', () => {
    const cells = Array.from({ length: 100 }, (_, i) => i)
    const { bins } = dependenceOf(
      'a',
      cells,
      cells.map((x) => (x === 99 ? Number.NaN : x < 50 ? -1 : 1)),
    )
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(99)
    for (const { from, to, mean } of bins) if (to < 50 || from >= 50) expect(mean).toBe(to < 50 ? -1 : 1)
  })
})

describe('a grid of values', () => {
  it('is all values where they are few, whole for whole numbers, else quantiles with both ends', () => {
    expect(valueGrid([3, 1, null, 1, Number.NaN, 2])).toEqual([1, 2, 3])
    const whole = valueGrid(Array.from({ length: 1000 }, (_, i) => (i * i) % 997))
    expect([whole.length <= 20, whole.every(Number.isInteger), whole[0], whole.at(-1)]).toEqual([true, true, 0, 996])
    const grid = valueGrid(Float64Array.from({ length: 101 }, (_, i) => i / 7)) as number[]
    expect(grid).toEqual(grid.toSorted((a, b) => a - b))
    expect([grid[0], grid.at(-1), grid.length]).toEqual([0, 100 / 7, 20])
    expect(valueGrid(['b', 'a', 'b', null, 'c'])).toEqual(['b', 'a', 'c'])
  })
})

describe('cohorts', () => {
  it('tell the strongest features of each group, and count who is left out', () => {
    const groups = [...Array.from({ length: 12 }, () => 'x'), ...Array.from({ length: 20 }, () => 'y'), ...Array<string>(8).fill('rare'), null, null]
    const contributions = Float64Array.from(groups.flatMap((group) => (group === 'x' ? [2, -1] : [0.5, -3])))
    const found = cohortsBy('attribute', 'kind', groups, ['a', 'b'], contributions)
    expect(found.leftOut).toBe(10)
    expect(found.groups).toEqual([
      {
        group: 'y',
        n: 20,
        features: [
          { feature: 'b', meanAbsoluteContribution: 3, meanContribution: -3 },
          { feature: 'a', meanAbsoluteContribution: 0.5, meanContribution: 0.5 },
        ],
      },
      {
        group: 'x',
        n: 12,
        features: [
          { feature: 'a', meanAbsoluteContribution: 2, meanContribution: 2 },
          { feature: 'b', meanAbsoluteContribution: 1, meanContribution: -1 },
        ],
      },
    ])
  })

  it('leave out the smallest group too, where the few left out could be told from the mean of all', () => {
    const of = (sizes: Record<string, number>, unexplained = 0) => {
      const groups = Object.entries(sizes).flatMap(([group, n]) => Array.from({ length: n }, () => (group === 'none' ? null : group)))
      const contributions = Float64Array.from(groups, (_, row) => (row < unexplained ? Number.NaN : row))
      const { groups: told, leftOut } = cohortsBy('attribute', 'kind', groups, ['a'], contributions)
      return [...told.map(({ group, n }) => `${group} ${n}`), leftOut]
    }
    expect(of({ x: 30, y: 20, rare: 3 })).toEqual(['x 30', 23])
    expect(of({ x: 30, y: 20, none: 9 })).toEqual(['x 30', 29])
    expect(of({ x: 30, y: 20, rare: 6, none: 4 })).toEqual(['x 30', 'y 20', 10])
    expect(of({ x: 30, rare: 3 })).toEqual([33])
    // Rows without an explanation are in no mean.
    expect(of({ x: 30, y: 20 }, 3)).toEqual(['x 27', 'y 20', 3])
    const many = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`g${i}`, 40 - i]))
    expect(of(many)).toHaveLength(13)
  })
})

describe('strength and rank', () => {
  it('orders pairs by mean absolute interaction and names their features', () => {
    const interactions = Float64Array.of(1, 0, -3, -1, 0, 5)
    expect(strongestInteractions(['a', 'b', 'c'], interactions, [0, 1])).toEqual([
      { a: 'b', b: 'c', meanAbsolute: 4, mean: 1 },
      { a: 'a', b: 'b', meanAbsolute: 1, mean: 0 },
    ])
    expect(strongestInteractions(['a'], new Float64Array(0), [])).toEqual([])
  })

  it('tells pairs of the rows that are explained, whatever stands in another', () => {
    const unexplained = [Number.NaN, Number.NaN, Number.NaN]
    const interactions = Float64Array.of(...unexplained, 1, 0, -3, -1, 0, 5)
    expect(strongestInteractions(['a', 'b', 'c'], interactions, [1, 2])).toEqual([
      { a: 'b', b: 'c', meanAbsolute: 4, mean: 1 },
      { a: 'a', b: 'b', meanAbsolute: 1, mean: 0 },
    ])
  })

  it('is sure of ranks that are far apart and unsure of equals', () => {
    const next = uniform(4)
    const absolute = Float64Array.from({ length: 300 * 3 }, (_, i) => (i % 3 === 0 ? 10 + next() : next()))
    const [first, second, third] = rankIntervals(absolute, 3, 1)
    expect(first).toEqual({ lower: 1, upper: 1 })
    expect([second.lower, second.upper, third.lower, third.upper]).toEqual([2, 3, 2, 3])
    expect(rankIntervals(absolute, 3, 1)).toEqual(rankIntervals(absolute, 3, 1))
  })
})
