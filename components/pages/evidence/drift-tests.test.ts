import { expect, it } from 'vitest'
import type { FeatureDrift } from '#server/kernel/drift/drift-result.ts'
import { driftTests } from './drift-tests.ts'

const feature = (tests: FeatureDrift['tests']): FeatureDrift => ({
  feature: 'age',
  type: 'numeric',
  verdict: 'stable',
  detail: '',
  reference: { n: 10, missing: 0 },
  current: { n: 10, missing: 0 },
  tests,
  pValue: 0.5,
  adjustedPValue: 0.5,
  effect: { movedShare: 0, psiExcess: 0 },
  histogram: { edges: [0, 1], reference: [10], current: [10] },
})
const psi = { value: 0.1, pValue: 0.4, bins: 10 }

it('lists tests before sizes, the share of missing values as a change of it', () => {
  const rows = driftTests(
    feature({
      psi,
      wasserstein: { value: 3, scaled: 0.2 },
      ks: { statistic: 0.1, pValue: 0.5, method: 'exact' },
      missing: { reference: 0.1, current: 0.3, pValue: 0.02, method: 'fisher' },
    }),
  )
  expect(rows.map(({ name, statistic, pValue }) => [name, statistic === null ? null : Number(statistic.toFixed(3)), pValue])).toEqual([
    ['Population stability index', 0.1, 0.4],
    ['Kolmogorov–Smirnov', 0.1, 0.5],
    ['Share without a usable value', 0.2, 0.02],
    ['Wasserstein distance', 3, null],
  ])
})

it('shows the p of the table that decides', () => {
  const pooled = { statistic: 2, pValue: 0.3, categories: 4 }
  const shown = (found: Partial<FeatureDrift['tests']['chiSquare']>) =>
    driftTests(feature({ psi, chiSquare: { statistic: 9, pValue: 0.001, degreesOfFreedom: 8, ...found } })).find((row) => row.name.startsWith('χ²'))
  expect(shown({})).toMatchObject({ pValue: 0.001, note: '8 degrees of freedom' })
  expect(shown({ pooled, decidingPValue: 0.3 })).toMatchObject({ pValue: 0.3, note: expect.stringMatching(/of 4 categories decides$/) as string })
  const both = shown({ pooled, permutation: { pValue: 0.02, replicates: 999 }, decidingPValue: 0.04 })
  expect(both).toMatchObject({
    pValue: 0.04,
    note: expect.stringMatching(/p 0\.3.* of 4 categories; .*p 0\.02.* by 999 permutations; twice the smaller decides$/) as string,
  })
})

it('says why there is no odds ratio beside a p-value', () => {
  const [row] = driftTests(feature({ psi, fisher: { statistic: null, pValue: 1e-9 } })).filter(({ name }) => name === 'Fisher exact')
  expect(row).toMatchObject({ statistic: null, pValue: 1e-9, note: 'odds ratio without bound' })
})

it('names a test that it does not know, and leaves out what is none', () => {
  const added = { psi, cramerVonMises: { statistic: 1, pValue: 0.2 }, someNewTest: { statistic: 7, pValue: 0.9 }, note: 'text' }
  expect(driftTests(feature(added)).map((row) => row.name)).toEqual(['Population stability index', 'Cramér–von Mises', 'Some new test'])
})
