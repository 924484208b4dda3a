import { expect, it } from 'vitest'
import { readSearch } from '../predictions/prediction-search.ts'
import { drillHref } from './drill-href.ts'
import type { Group } from './costs-range.ts'

const range = { from: '2026-11-01', to: '2026-11-30' }
const searchOf = (group: Group, key: string) => {
  const read = readSearch(Object.fromEntries(new URL(drillHref(range, group, key) ?? '', 'http://console.invalid').searchParams))
  expect(read.problems).toEqual({})
  return read.search
}
const days = { time: 'received', from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }

it('leads to what was received on the days of the costs, as the search reads it', () => {
  expect(searchOf('model', 'credit-default')).toEqual({ model: 'credit-default', ...days })
  expect(searchOf('version', 'credit-default/3')).toEqual({ model: 'credit-default', version: '3', ...days })
  expect(searchOf('day', '2026-11-30')).toEqual({ time: 'received', from: '2026-11-30T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' })
  expect(drillHref(range, 'team', 'lending')).toBeNull()
})
