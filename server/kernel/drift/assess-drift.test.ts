import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import type { Column } from '../table/column.ts'
import { assessDrift } from './assess-drift.ts'
import type { FeatureSample } from './compare-feature.ts'
import { FURTHER_TESTS } from './tests/further-tests.ts'

const numbers = (values: ArrayLike<number>): Column => ({ kind: 'numeric', name: 'x', type: 'number', values: Float64Array.from(values) })
const texts = (cells: readonly (string | null)[]): Column => {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))]
  return { kind: 'string', name: 'x', type: 'string', dictionary, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell))) }
}
const numeric = (reference: ArrayLike<number>, current: ArrayLike<number>, feature = 'x'): FeatureSample => ({
  feature,
  type: 'numeric',
  reference: numbers(reference),
  current: numbers(current),
})
const categorical = (reference: readonly (string | null)[], current: readonly (string | null)[]): FeatureSample => ({
  feature: 'x',
  type: 'categorical',
  reference: texts(reference),
  current: texts(current),
})
const NAMES = Array.from({ length: 500 }, (_, k) => `c${k}`)
const normals = (seed: number, count: number, shift = 0): Float64Array => {
  const random = seededRandom(seed)
  return Float64Array.from({ length: count }, () => random.normal() + shift)
}
const repeat = (counts: Record<string, number>): string[] => Object.entries(counts).flatMap(([name, count]) => new Array<string>(count).fill(name))
const only = (sample: FeatureSample) => assessDrift([sample]).features[0]

describe('drift of one feature', () => {
  it('has four verdicts, by significance and by size', () => {
    expect(only(numeric(normals(1, 1000), normals(2, 1000))).verdict).toBe('stable')
    expect(only(numeric(normals(1, 1000), normals(2, 1000, 0.6))).verdict).toBe('drift')
    expect(only(numeric(normals(1, 100_000), normals(2, 100_000, 0.05))).verdict).toBe('too-small-to-matter')
    expect(only(numeric(normals(1, 1000), normals(2, 29, 3))).verdict).toBe('not-enough-data')
  })

  it('sees categories that come, go and change', () => {
    const before = repeat({ a: 500, b: 300, c: 200 })
    expect(only(categorical(before, repeat({ a: 510, b: 290, c: 200 }))).verdict).toBe('stable')
    expect(only(categorical(before, repeat({ a: 300, b: 500, c: 200 }))).verdict).toBe('drift')
    const unseen = only(categorical(before, repeat({ a: 450, b: 270, c: 180, new: 100 })))
    expect(unseen.verdict).toBe('drift')
    expect(unseen.histogram.categories).toContain('new')
  })

  it('does not take one row of a new category among 500 for drift', () => {
    const found = only(categorical(repeat({ a: 300, b: 200 }), repeat({ a: 299, b: 200, new: 1 })))
    expect(found.verdict).toBe('stable')
    expect(found.tests.chiSquare?.pooled?.pValue).toBeGreaterThan(0.5)
    expect(found.tests.chiSquare?.decidingPValue).toBe(found.tests.chiSquare?.pooled?.pValue)
  })

  it('compares integers and decimals that are held as text as the numbers that the model is fed', () => {
    const values = (seed: number, shift: number) => Array.from(normals(seed, 400, shift), (value) => Math.round(value * 1e15))
    const held = (cells: readonly number[], type: 'integer' | 'decimal'): Column => ({ ...texts(cells.map((cell) => `${cell}`)), type })
    const wide = (shift: number) => [...values(1, 0).slice(1), 1e17 + shift]
    for (const type of ['integer', 'decimal'] as const) {
      const [reference, current] = [wide(0), [...values(2, 1).slice(1), 1e17]]
      const want = assessDrift([numeric(reference, current), numeric(reference, wide(0), 'same')])
      const [both, one] = [held(current, type), numbers(current)].map((now) =>
        assessDrift([
          { feature: 'x', type: 'numeric', reference: held(reference, type), current: now },
          { feature: 'same', type: 'numeric', reference: held(reference, type), current: held(wide(0), type) },
        ]),
      )
      expect(both).toEqual(want)
      expect(one).toEqual(want)
      expect(want.features[0]).toMatchObject({ type: 'numeric', verdict: 'drift' })
    }
  })

  it('sees many rare categories replaced by others', () => {
    const cells = (from: number, seed: number): string[] => {
      const random = seededRandom(seed)
      return Array.from({ length: 1000 }, () => `c${from + random.integer(400)}`)
    }
    const found = only(categorical(cells(0, 1), cells(200, 2)))
    expect(found.verdict).toBe('drift')
    expect(found.tests.chiSquare?.permutation?.pValue).toBeLessThan(0.001)
    expect(found.tests.chiSquare?.decidingPValue).toBe(2 * (found.tests.chiSquare?.permutation?.pValue ?? NaN))
    expect(only(categorical(cells(0, 3), cells(0, 4))).verdict).toBe('stable')
  })

  it('counts values that go missing, even when none is left', () => {
    const before = normals(1, 500)
    const blanked = normals(2, 500).map((value, row) => (row % 5 === 0 ? NaN : value))
    expect(only(numeric(before, blanked))).toMatchObject({ verdict: 'drift', current: { n: 400, missing: 100 } })
    const gone = only(numeric(before, new Float64Array(500).fill(NaN)))
    expect(gone).toMatchObject({ verdict: 'drift', tests: { ks: { statistic: null, pValue: 1 } } })
    expect(only(numeric(new Float64Array(50).fill(NaN), new Float64Array(50).fill(NaN))).verdict).toBe('not-enough-data')
    const cells = repeat({ a: 60, b: 60 })
    expect(
      only(
        categorical(
          cells,
          cells.map((cell, row) => (row % 2 ? null : cell)),
        ),
      ).verdict,
    ).toBe('drift')
  })

  it('is not fooled by one outlier, and sees a scale that changed', () => {
    const current = normals(2, 1000)
    current[7] = 1e6
    expect(only(numeric(normals(1, 1000), current)).verdict).toBe('stable')
    expect(
      only(
        numeric(
          normals(1, 1000, 50),
          normals(2, 1000, 50).map((value) => value * 100),
        ),
      ).verdict,
    ).toBe('drift')
  })

  it('answers for constants, infinities, and columns that turned to text', () => {
    expect(only(numeric(new Float64Array(50).fill(3), new Float64Array(50).fill(3)))).toMatchObject({ verdict: 'stable', tests: { psi: { value: 0 } } })
    expect(only(numeric(new Float64Array(50).fill(3), new Float64Array(60).fill(4))).verdict).toBe('drift')
    expect(
      only(
        numeric(
          normals(1, 200),
          normals(2, 200).map((value, row) => (row < 60 ? Infinity : value)),
        ),
      ).verdict,
    ).toBe('drift')
    const turned = only({ feature: 'x', type: 'numeric', reference: numbers(normals(1, 100)), current: texts(repeat({ 'n/a': 100 })) })
    expect(turned).toMatchObject({ verdict: 'drift', type: 'categorical' })
  })

  it('draws at most 20 bars that hold every usable value', () => {
    const { histogram, reference, current } = only(numeric(normals(1, 3000), [...normals(2, 2999), NaN]))
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
    expect(histogram.reference).toHaveLength(20)
    expect(histogram.edges).toHaveLength(21)
    expect([sum(histogram.reference), sum(histogram.current)]).toEqual([reference.n, current.n])
    const many = only(
      categorical(
        Array.from({ length: 400 }, (_, row) => `c${row % 40}`),
        Array.from({ length: 400 }, (_, row) => `c${row % 40}`),
      ),
    )
    expect(many.histogram.categories).toHaveLength(20)
    expect(sum(many.histogram.reference)).toBe(400)
  })
})

describe('drift of all features', () => {
  it('takes the gravest verdict and judges each against the number of features', () => {
    const stable = numeric(normals(1, 300), normals(2, 300))
    expect(assessDrift([stable, numeric(normals(3, 300), normals(4, 300, 1), 'y')])).toMatchObject({
      verdict: 'drift',
      reference: { n: 300 },
      current: { n: 300 },
    })
    expect(assessDrift([]).verdict).toBe('not-enough-data')
    const alone = only(numeric(normals(5, 100), normals(6, 100, 0.4)))
    const among = assessDrift([
      numeric(normals(5, 100), normals(6, 100, 0.4)),
      ...Array.from({ length: 20 }, (_, k) => numeric(normals(10 + k, 100), normals(40 + k, 100))),
    ])
    expect(among.features[0].adjustedPValue).toBeGreaterThan(alone.adjustedPValue ?? 1)
  })

  it('makes further tests when asked, and says why one has no answer', () => {
    const cells = repeat({ a: 40, b: 60 })
    const { features, parameters } = assessDrift([numeric(normals(1, 200), normals(2, 200, 0.5)), categorical(cells, cells), numeric([1, 2], [3], 'few')], {
      tests: FURTHER_TESTS,
    })
    expect(parameters.tests).toEqual([...FURTHER_TESTS])
    for (const name of ['andersonDarling', 'cramerVonMises', 'mannWhitney', 'welch', 'student', 'z', 'energy', 'maximumMeanDiscrepancy'] as const)
      expect(features[0].tests[name]).toMatchObject({ pValue: expect.toSatisfy((p: number) => p < 0.01) as number })
    expect(features[0].tests.levene).toMatchObject({ pValue: expect.toSatisfy((p: number) => p > 0.01) as number })
    expect(features[0].tests.hellinger?.value).toBeGreaterThan(0.05)
    expect(features[1].tests).toMatchObject({ g: { statistic: 0, pValue: 1 }, fisher: { statistic: 1 }, jensenShannon: { value: 0 } })
    expect(features[2].tests.welch).toEqual({ undefined: 'too-few-rows' })
    expect(JSON.parse(JSON.stringify(features))).toEqual(features)
    expect(() => assessDrift([], { tests: ['ks2'] })).toThrow('unknown tests ks2')
  })

  it("has a p-value for categories that took each other's place, though their odds ratio is infinite", () => {
    const [before, now] = [repeat({ a: 50 }), repeat({ b: 50 })]
    const tests = (reference: string[], current: string[]) => assessDrift([categorical(reference, current)], { tests: ['fisher'] }).features[0].tests
    expect(tests(before, now).fisher).toEqual({ statistic: null, pValue: expect.closeTo(1.98e-29, 31) as number })
    expect(tests(repeat({ a: 49, b: 1 }), now).fisher).toEqual({ statistic: null, pValue: expect.toSatisfy((p: number) => p > 0 && p < 1e-25) as number })
  })

  it('says that an energy distance exceeds the doubles', () => {
    const far = (sign: number) => Array.from({ length: 40 }, (_, row) => sign * (1.7e308 - row * 1e300))
    const { tests } = assessDrift([numeric(far(-1), far(1))], { tests: ['energy'] }).features[0]
    expect(tests.energy).toEqual({ undefined: 'too-large' })
  })

  it('sees features that come to depend on each other, which no feature alone shows', () => {
    const table = (seed: number, dependence: number): FeatureSample['reference'][] => {
      const [x, noise, z] = [normals(seed, 1500), normals(seed + 1, 1500), normals(seed + 2, 1500)]
      return [x, x.map((value, row) => dependence * value + Math.sqrt(1 - dependence ** 2) * noise[row]), z].map(numbers)
    }
    const samples = (current: FeatureSample['reference'][]): FeatureSample[] =>
      table(1, 0).map((reference, k) => ({ feature: 'xyz'[k], type: 'numeric', reference, current: current[k] }))
    const moved = assessDrift(samples(table(11, 0.8)))
    expect(moved.verdict).toBe('stable')
    expect(moved.multivariate?.lower).toBeGreaterThan(0.6)
    expect(moved.multivariate?.pValue).toBeLessThan(1e-6)
    expect(
      moved.multivariate?.topFeatures
        .slice(0, 2)
        .map(({ feature }) => feature)
        .sort(),
    ).toEqual(['x', 'y'])
    const same = assessDrift(samples(table(21, 0))).multivariate
    expect(same?.pValue).toBeGreaterThan(0.01)
    expect(assessDrift(samples(table(21, 0))).multivariate).toEqual(same)
    expect(assessDrift(samples(table(21, 0)), { multivariate: false }).multivariate).toBeUndefined()
  })

  it('tells rows apart by category and by what is missing', () => {
    const random = seededRandom(3)
    const cells = (share: number): (string | null)[] => Array.from({ length: 600 }, () => (random.uniform() < share ? null : 'abc'[random.integer(3)]))
    const samples: FeatureSample[] = [categorical(cells(0.1), cells(0.4)), numeric(normals(5, 600), normals(6, 600), 'y')]
    expect(assessDrift(samples).multivariate?.topFeatures[0].feature).toBe('x')
  })

  /** Samples of one distribution: nothing may be found beyond the stated rate. */
  const SHAPES: Record<string, (random: ReturnType<typeof seededRandom>) => number> = {
    normal: (random) => random.normal(),
    lognormal: (random) => Math.exp(2 * random.normal()),
    'zero-inflated': (random) => (random.uniform() < 0.6 ? 0 : Math.exp(random.normal())),
    ties: (random) => random.integer(6),
    'two categories': (random) => random.integer(2),
    'sixty categories': (random) => Math.floor(60 * random.uniform() ** 2),
    'five hundred categories': (random) => random.integer(500),
  }
  it.each([
    [30, 30, 120, 14],
    [300, 30, 120, 14],
    [1000, 30, 120, 14],
    [100, 100, 120, 14],
    [1000, 100, 120, 14],
    [1000, 1000, 120, 14],
    [100_000, 100_000, 8, 3],
  ])('raises few false alarms at %i and %i rows', { timeout: 60_000 }, (before, now, replicates, most) => {
    const random = seededRandom(100 + before + now)
    for (const [shape, draw] of Object.entries(SHAPES)) {
      let alarms = 0
      for (let replicate = 0; replicate < replicates; replicate++) {
        const columns = [before, now].map((rows): Column => {
          const values = Float64Array.from({ length: rows }, () => draw(random))
          if (!shape.includes('categories')) return numbers(values)
          return { kind: 'string', name: 'x', type: 'string', dictionary: NAMES, codes: Int32Array.from(values) }
        })
        const type = shape.includes('categories') ? 'categorical' : 'numeric'
        if (!['stable', 'not-enough-data'].includes(only({ feature: 'x', type, reference: columns[0], current: columns[1] }).verdict)) alarms++
      }
      // At the nominal 5 % more than 14 of 120 have probability 0.001, and more than 3 of 8 0.0004.
      expect([shape, alarms <= most]).toEqual([shape, true])
    }
  })
})
