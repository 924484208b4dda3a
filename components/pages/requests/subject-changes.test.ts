import { expect, it } from 'vitest'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import { subjectChanges } from './subject-changes.ts'

const data = (digest: string, rows: number) => ({ dataset: 'clients', snapshot: 'x', rows, digest: `sha256:${digest.padEnd(64, '0')}` })
const comparison: RequestComparison = {
  live: null,
  measures: [],
  rows: { before: null, after: null, same: null },
  features: { count: 3, added: ['age', 'sex'], removed: ['tenure'] },
  dataset: { before: 'clients', after: 'clients' },
  threshold: { before: 0.5, after: 0.32 },
  gates: [],
  training: { before: data('aa', 100), after: data('bb', 1200) },
  card: { before: 1, after: 2, changed: [] },
  ranking: [],
}
const byName = (given: RequestComparison) => Object.fromEntries(subjectChanges(given).map((row) => [row.what, row]))

it('says of each part what it was, what it would be, and whether that differs', () => {
  const rows = byName(comparison)
  expect(rows['Data set']).toMatchObject({ before: 'clients', after: 'clients', changed: false, href: '/datasets/clients' })
  expect(rows.Features).toMatchObject({ before: '2', after: '3 (new: age and sex; gone: tenure)', changed: true })
  expect(rows['Decided positive']).toMatchObject({ before: 'from 0.500', after: 'from 0.320', changed: true })
  expect(rows['Trained on']?.after).toMatch(/^1,200 rows of clients, sha256:bb/)
  expect(rows['Words of the card']).toMatchObject({ before: 'revision 1', after: 'revision 2', changed: false })
})

it('takes the same bytes for the same rows, whatever snapshot they came in', () => {
  const same = byName({ ...comparison, training: { before: { ...data('aa', 100), snapshot: 'y' }, after: data('aa', 100) } })
  expect(same['Trained on']?.changed).toBe(false)
})

it('says so where nothing is named', () => {
  const rows = byName({
    ...comparison,
    dataset: { before: null, after: null },
    threshold: { before: null, after: null },
    training: { before: null, after: null },
  })
  expect([rows['Data set']?.after, rows['Trained on']?.after, rows['Decided positive']?.after]).toEqual(['none', 'not named', 'none'])
  expect(rows['Trained on']?.changed).toBe(false)
})
