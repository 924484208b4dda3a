import { expect, it } from 'vitest'
import { dailyTwin } from './daily-twin.ts'

const series = [
  { key: 'a', label: 'a' },
  { key: 'other', label: '2 other models' },
]
const spent = { x: '1 Nov', values: { a: 1.5, other: 2 } }

it('says what the bars say, unrounded in the CSV', () => {
  const twin = dailyTwin({ series, positions: [spent, { x: '2 Nov', values: {} }], unit: 'day', currency: 'EUR' })
  expect(twin.columns.map(({ label }) => label)).toEqual(['Day', 'a', '2 other models', 'Total'])
  expect(twin.rows).toEqual([
    ['1 Nov', '€1.50', '€2.00', '€3.50'],
    ['2 Nov', '€0.00', '€0.00', '€0.00'],
  ])
  expect(twin.csv?.[0]).toEqual(['1 Nov', 1.5, 2, 3.5])
})

it('keeps what is likely apart from what was spent', () => {
  const likely = { x: '2 Nov', values: {}, forecast: { value: 3, lower: 2.5, upper: 3.75 } }
  const { columns, csv } = dailyTwin({ series, positions: [spent, likely], unit: 'day', currency: 'EUR' })
  expect(columns).toHaveLength(7)
  expect(csv).toEqual([
    ['1 Nov', 1.5, 2, 3.5, null, null, null],
    ['2 Nov', null, null, null, 3, 2.5, 3.75],
  ])
})
