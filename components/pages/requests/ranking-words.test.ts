import { expect, it } from 'vitest'
import { movement, rankingLead } from './ranking-words.ts'
import type { RankedFeature } from './ranking-words.ts'

const row = (feature: string, before: number | null, after: number | null): RankedFeature => ({
  feature,
  before: before === null ? null : { rank: before, share: 0.1 },
  after: after === null ? null : { rank: after, share: 0.1 },
})

it('says which way a feature moved', () => {
  expect([row('a', 3, 1), row('b', 1, 2), row('c', 2, 2), row('d', null, 1), row('e', 1, null)].map(movement)).toEqual([
    'Up 2',
    'Down 1',
    'As before',
    'New',
    'Gone',
  ])
})

it('says what contributes most, and who came into the first five', () => {
  expect(rankingLead([row('a', 1, 1), row('b', 2, 2)], '2')).toBe('a contributes most, as before; the first two are the same.')
  expect(rankingLead([row('b', 9, 1), row('a', 1, 2), row('c', null, 3)], '2')).toBe('b contributes most now; two of the first three were not among them.')
  expect(rankingLead([row('a', null, 1)], '2')).toBe('a contributes most; v2 was not explained, so there is nothing to compare with.')
  expect(rankingLead([row('a', null, 1)], null)).toBe('a contributes most.')
  expect(rankingLead([row('a', 1, null)], '2')).toBe('The explanation of this version was not measured.')
})
